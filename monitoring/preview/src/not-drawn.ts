import type { Target } from './frames.ts';
import { knownTransformations, panelKinds, standardSettings } from './panel-kinds.ts';

export interface GridPosition {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly gridPos: GridPosition;
  readonly fieldConfig?: {
    readonly defaults: Readonly<Record<string, unknown>>;
    readonly overrides: readonly {
      readonly matcher: unknown;
      readonly properties: readonly { id: string }[];
    }[];
  };
  readonly options?: Readonly<Record<string, unknown>>;
  readonly targets?: readonly Target[];
  readonly transformations?: readonly { readonly id: string; readonly options: unknown }[];
}

const rowKeys = 'id type title gridPos collapsed panels'.split(' ');
const panelKeys =
  'id type title description gridPos datasource fieldConfig options targets transformations'.split(' ');
const targetKeys = 'refId expr legendFormat datasource instant range format'.split(' ');

/** What a panel asks for that the preview would leave out, each in a few words; empty where all of it is drawn. */
export function notDrawn(panel: Panel): string[] {
  if (panel.type === 'row') return unknown(Object.keys(panel), rowKeys);
  const kind = panelKinds[panel.type];
  if (!kind) return [`a panel of the kind ${panel.type}`];
  const { defaults = {}, overrides = [] } = panel.fieldConfig ?? {};
  const settings = [...standardSettings, ...kind.custom.map((name) => `custom.${name}`)];
  return [
    ...unknown(Object.keys(panel), panelKeys),
    ...unknown((panel.targets ?? []).flatMap(Object.keys), targetKeys),
    ...unknown(leaves(panel.options ?? {}), kind.options),
    ...unknown(leaves(defaults), settings),
    ...unknown(
      overrides.flatMap(({ properties }) => properties.map(({ id }) => id)),
      settings,
    ),
    ...unknown(
      (panel.transformations ?? []).map(({ id }) => id),
      knownTransformations,
    ),
  ];
}

/** Pairs of panels of which one lies on the other. */
export function overlaps(panels: readonly Panel[]): string[] {
  return panels.flatMap((one, index) =>
    panels
      .slice(index + 1)
      .filter((other) => meet(one.gridPos, other.gridPos))
      .map((other) => `${one.title} and ${other.title} lie on each other`),
  );
}

function meet(one: GridPosition, other: GridPosition): boolean {
  return (
    one.x < other.x + other.w &&
    other.x < one.x + one.w &&
    one.y < other.y + other.h &&
    other.y < one.y + one.h
  );
}

function unknown(asked: readonly string[], known: readonly string[]): string[] {
  const isKnown = (path: string) => known.some((name) => path === name || path.startsWith(`${name}.`));
  return [...new Set(asked)].filter((path) => !isKnown(path));
}

/** Paths of all values that are no objects: `legend.placement`. A list is one value. */
function leaves(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [path];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === '' ? key : `${path}.${key}`));
}
