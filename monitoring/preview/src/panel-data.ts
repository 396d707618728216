import {
  applyFieldOverrides,
  type DataFrame,
  FieldConfigOptionsRegistry,
  type FieldConfigPropertyItem,
  type FieldConfigSource,
  type GrafanaTheme2,
  identityOverrideProcessor,
  standardTransformers,
  standardTransformersRegistry,
  type TransformerRegistryItem,
  transformDataFrame,
} from '@grafana/data';
import { lastValueFrom } from 'rxjs';
import { type Answer, framesOf } from './frames.ts';
import type { Panel } from './not-drawn.ts';
import { type PanelKind, panelKinds, standardSettings } from './panel-kinds.ts';

/** A panel with all that its drawing needs. */
export interface PreparedPanel {
  readonly panel: Panel;
  readonly frames: DataFrame[];
  readonly fieldConfig: FieldConfigSource;
  // biome-ignore lint/suspicious/noExplicitAny: the types of a panel's options are published, but no union over its kinds
  readonly options: any;
}

/** What Grafana takes where a panel names no thresholds. */
const defaultThresholds = {
  mode: 'absolute',
  steps: [
    { color: 'green', value: null },
    { color: 'red', value: 80 },
  ],
};

standardTransformersRegistry.setInit(() =>
  [standardTransformers.mergeTransformer, standardTransformers.organizeFieldsTransformer].map(
    (transformation) =>
      ({ id: transformation.id, name: transformation.name, transformation }) as TransformerRegistryItem,
  ),
);

/**
 * Makes Grafana's frames of the answers, transforms them as the panel says and lets its settings of series apply, all by
 * `@grafana/data`.
 *
 * @throws where there is no figure to show, or nobody would see it
 */
export async function preparePanel(
  panel: Panel,
  answers: readonly Answer[],
  theme: GrafanaTheme2,
): Promise<PreparedPanel> {
  const kind = panelKinds[panel.type]!;
  const raw = framesOf(answers) as DataFrame[];
  const figures = raw.flatMap(({ fields }) => fields.filter(({ type }) => type === 'number'));
  if (!figures.some(({ values }) => values.some(Number.isFinite)))
    throw new Error('there is nothing to show');
  const transformed = await lastValueFrom(transformDataFrame([...(panel.transformations ?? [])], raw));
  if (panel.type === 'stat' && figures.length > 1)
    throw new Error('it has several figures, of which one is drawn');
  // Of several tables Grafana shows the first and a list to choose from, which nobody does who looks at a dashboard.
  if (panel.type === 'table' && transformed.length > 1) throw new Error('all but the first table is hidden');
  const fieldConfig = withDefaults(panel, kind);
  const frames = applyFieldOverrides({
    data: transformed,
    fieldConfig,
    fieldConfigRegistry: registryOf(kind),
    replaceVariables: (text) => text,
    theme,
  });
  return { panel, frames, fieldConfig, options: { ...kind.defaultOptions, ...panel.options } };
}

function withDefaults({ fieldConfig }: Panel, kind: PanelKind): FieldConfigSource {
  const defaults = structuredClone(fieldConfig?.defaults ?? {}) as FieldConfigSource['defaults'];
  defaults.thresholds ??= structuredClone(defaultThresholds) as NonNullable<typeof defaults.thresholds>;
  // JSON has no infinity.
  defaults.thresholds.steps[0]!.value = Number.NEGATIVE_INFINITY;
  defaults.color ??= { mode: kind.defaultColor };
  defaults.custom = { ...kind.defaultCustom, ...defaults.custom };
  return {
    defaults,
    overrides: structuredClone(fieldConfig?.overrides ?? []) as FieldConfigSource['overrides'],
  };
}

/** Grafana leaves out every setting that is not registered for the kind of panel. */
function registryOf({ custom }: PanelKind): FieldConfigOptionsRegistry {
  const item = (path: string, isCustom: boolean) =>
    ({
      id: isCustom ? `custom.${path}` : path,
      path,
      name: path,
      isCustom,
      process: identityOverrideProcessor,
      shouldApply: () => true,
    }) as unknown as FieldConfigPropertyItem;
  return new FieldConfigOptionsRegistry(() => [
    ...standardSettings.map((path) => item(path, false)),
    ...custom.map((path) => item(path, true)),
  ]);
}
