import type { ApplicationSchema, Variable } from '@bora/contracts';
import { createTextCache } from '@bora/features';
import type { Binning } from './binning.ts';
import type { Characteristic, Scorecard } from './scorecard.ts';
import { levelOf } from './training-column.ts';

/** One line of the table that people add up. */
export interface PointsLine {
  /** Label of the variable, for people. */
  readonly label: string;
  readonly attribute: string;
  readonly rows: number;
  /** Share of bad training rows; null where there were fewer than 15 rows. */
  readonly badRate: number | null;
  readonly weight: number;
  readonly points: number;
}

/** Every attribute of every variable, in the order of the scorecard. */
export function pointsLines(scorecard: Scorecard, schema: ApplicationSchema): PointsLine[] {
  return scorecard.characteristics.flatMap((characteristic) => {
    const variable = schema.variables.find(({ name }) => name === characteristic.variable)!;
    const names = attributeNames(characteristic.binning, variable);
    return characteristic.attributes.map(({ rows, bad, weight, points }, bin) => ({
      label: variable.label,
      attribute: names[bin]!,
      rows,
      badRate: rows === 0 ? null : bad / rows,
      weight,
      points,
    }));
  });
}

/** Least and most points that a variable's attributes give. */
export function pointsRange({ attributes }: Characteristic): { least: number; most: number } {
  const points = attributes.map((attribute) => attribute.points);
  return { least: Math.min(...points), most: Math.max(...points) };
}

const levelsShown = 12;

function attributeNames(binning: Binning, variable: Variable): string[] {
  if (binning.kind === 'number') return [...rangeNames(binning.edges, variable.unit), 'missing'];
  const meanings = levelMeanings(variable);
  const groups = binning.groups.map((levels) => {
    const names = levels.slice(0, levelsShown).map((level) => meanings.get(level) ?? level);
    const more = levels.length - names.length;
    return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
  });
  return [...groups, 'any other', 'missing'];
}

function rangeNames(edges: readonly number[], unit: string | undefined): string[] {
  const ofUnit = unit === undefined ? '' : ` ${unit}`;
  if (edges.length === 0) return ['any value'];
  const between = edges.slice(1).map((edge, index) => `${edges[index]} to below ${edge}${ofUnit}`);
  return [`below ${edges[0]}${ofUnit}`, ...between, `${edges.at(-1)}${ofUnit} or more`];
}

/** What the schema's codes mean, by normalised level. */
function levelMeanings(variable: Variable): Map<string, string> {
  const level = levelOf(variable, createTextCache());
  if (variable.kind === 'flag') {
    return new Map([
      [level(variable.yes![0]!), 'yes'],
      [level(variable.no![0]!), 'no'],
    ]);
  }
  return new Map(
    Object.entries(variable.values ?? {}).map(([code, meaning]) => [level(code), `${meaning} (${code})`]),
  );
}
