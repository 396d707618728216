import { z } from 'zod';
import { DerivedFeature, numbersOf, variablesOf } from './derived-feature.ts';
import { noIndex } from './packed-score.ts';

export const VariableKind = z.enum(['id', 'number', 'category', 'place', 'flag', 'label']);
export type VariableKind = z.infer<typeof VariableKind>;

/** Why the use of a variable is restricted somewhere; compliance profiles forbid whole classes. */
export const SensitiveClass = z.enum([
  'sex',
  'marital-status',
  'age',
  'nationality',
  'place-of-birth',
  'foreign-worker',
]);
export type SensitiveClass = z.infer<typeof SensitiveClass>;

/** Whether the bad rate rises or falls along a number. */
export const Monotone = z.enum(['rising', 'falling']);
export type Monotone = z.infer<typeof Monotone>;

/** How an applicant can change a variable; what is left out is not limited. */
export const PossibleChange = z.strictObject({
  /** A number goes one way only. */
  direction: z.enum(['up', 'down']).optional(),
  /** A number changes to multiples of this. */
  step: z.number().positive().optional(),
  /** The codes that it can change to. */
  to: z.array(z.string()).min(1).optional(),
  /** Variables that must have a value: without them the changed application would describe nobody. */
  needs: z.array(z.string()).min(1).optional(),
});
export type PossibleChange = z.infer<typeof PossibleChange>;

export const Variable = z.strictObject({
  name: z.string().min(1),
  /** Other header names; a name that stands twice in a file goes to its variables in order of position. */
  aliases: z.array(z.string().min(1)).default([]),
  /** Name for people. */
  label: z.string().min(1),
  help: z.string().optional(),
  /** Id of the form group. */
  group: z.string().min(1),
  kind: VariableKind,
  /** Column in the published file, from 1. */
  position: z.int().min(1),
  /** Codes that mean missing for this variable, besides those of the whole file. */
  missing: z.array(z.string()).default([]),
  /** Plausible bounds: outside them a value is scored with a warning. */
  min: z.number().optional(),
  max: z.number().optional(),
  unit: z.string().optional(),
  /** Allowed codes and what they mean to people. */
  values: z.record(z.string(), z.string()).optional(),
  /** Codes outside `values` are expected (free text, long code lists): no warning for them. */
  open: z.boolean().default(false),
  /** For a flag: the codes that mean yes and no. For a label: `yes` is bad, `no` is good. */
  yes: z.array(z.string()).optional(),
  no: z.array(z.string()).optional(),
  sensitive: SensitiveClass.optional(),
  /** For a number: rising bounds that cut it into bands, each with the bound it begins at; fairness is reported by them. */
  bands: z.array(z.number()).min(1).optional(),
  /** For a number: the bad rate is known to go one way along it, and a scorecard must. */
  monotone: Monotone.optional(),
  /** The applicant can change it: counterfactuals may. */
  changeable: z.boolean().default(false),
  /** Only of a changeable variable. */
  change: PossibleChange.optional(),
  /** A file with a header must have this column. */
  required: z.boolean().default(true),
  /** Said to the applicant when this variable lowered the score. */
  reason: z.string().optional(),
});
export type Variable = z.infer<typeof Variable>;

/**
 * Why a column of the published file is no application value: known only after the decision (leakage), decided by
 * the lender (a prediction from it would be circular), or only the time of the row.
 */
export const ExclusionReason = z.enum(['outcome', 'lender-decision', 'time']);
export type ExclusionReason = z.infer<typeof ExclusionReason>;

/** A column that a file may have and no model may read. */
export const ExcludedColumn = z.strictObject({
  name: z.string().min(1),
  /** Column in the published file, from 1. */
  position: z.int().min(1),
  because: ExclusionReason,
});
export type ExcludedColumn = z.infer<typeof ExcludedColumn>;

export const PublishedFile = z.strictObject({
  delimiter: z.enum(['\t', ',', ';', ' ']),
  header: z.boolean(),
  /** `null`: quotation marks are ordinary characters. */
  quote: z.literal('"').nullable(),
  /** Codes that mean missing in any column, compared after trimming; the empty field always does. */
  missing: z.array(z.string()),
});

/** An application schema: everything that the platform knows of a data set, as data. */
export const ApplicationSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/),
    version: z.int().min(1),
    title: z.string().min(1),
    description: z.string(),
    currency: z.string().length(3).optional(),
    file: PublishedFile,
    groups: z.array(z.strictObject({ id: z.string(), label: z.string() })).min(1),
    variables: z.array(Variable).min(2),
    /** Columns that are ignored wherever they stand, and refused in a derived feature. */
    excluded: z.array(ExcludedColumn).default([]),
    derived: z.array(DerivedFeature).min(1),
    /** Variables that together name a place: an evaluation by place keeps everybody of one place in one fold. */
    grouping: z.array(z.string()).min(1).optional(),
  })
  .superRefine((schema, context) => {
    for (const message of inconsistencies(schema)) context.addIssue({ code: 'custom', message });
  });
export type ApplicationSchema = z.infer<typeof ApplicationSchema>;

/** Variables a model may use: neither the id nor the label. */
export function isPredictor(variable: Variable): boolean {
  return variable.kind !== 'id' && variable.kind !== 'label';
}

const exclusionTexts: Record<ExclusionReason, string> = {
  outcome: 'it is known only after the decision: leakage',
  'lender-decision': 'the lender decided it: the prediction would be circular',
  time: 'it only tells when the row came to be',
};

/** Header names are compared trimmed and without regard to case, so a clash is as well. */
function* clashingExclusions(schema: {
  variables: Variable[];
  excluded: ExcludedColumn[];
}): Generator<string> {
  const plain = (name: string) => name.trim().toLowerCase();
  const taken = new Set(schema.variables.flatMap(({ name, aliases }) => [name, ...aliases].map(plain)));
  for (const { name } of schema.excluded) {
    if (taken.has(plain(name))) yield `${name}: excluded, and the name of another column as well`;
    taken.add(plain(name));
  }
}

function* inconsistencies(schema: {
  groups: { id: string }[];
  variables: Variable[];
  excluded: ExcludedColumn[];
  derived: DerivedFeature[];
  grouping?: string[] | undefined;
}): Generator<string> {
  const byName = new Map(schema.variables.map((variable) => [variable.name, variable]));
  const excluded = new Map(schema.excluded.map((column) => [column.name, column.because]));
  if (byName.size !== schema.variables.length) yield 'variable names must be unique';
  if (schema.variables.length > noIndex) yield `at most ${noIndex} variables`;
  yield* clashingExclusions(schema);
  const sorted = [...schema.variables, ...schema.excluded]
    .map(({ position }) => position)
    .sort((a, b) => a - b);
  if (sorted.some((position, index) => position !== index + 1))
    yield 'positions must run from 1 without gaps';
  if (schema.variables.filter((variable) => variable.kind === 'label').length !== 1)
    yield 'exactly one label';
  if (schema.variables.filter((variable) => variable.kind === 'id').length > 1) yield 'at most one id';
  const groups = new Set(schema.groups.map((group) => group.id));
  for (const variable of schema.variables) {
    if (!groups.has(variable.group)) yield `${variable.name}: unknown group ${variable.group}`;
    if (variable.kind === 'category' && !variable.values && !variable.open)
      yield `${variable.name}: no values`;
    const isBinary = variable.kind === 'flag' || variable.kind === 'label';
    if (isBinary && !(variable.yes?.length && variable.no?.length))
      yield `${variable.name}: needs yes and no`;
    for (const problem of changeProblems(variable, byName)) yield `${variable.name}: ${problem}`;
    if (variable.monotone && variable.kind !== 'number') yield `${variable.name}: only a number is monotone`;
    if (variable.bands && variable.kind !== 'number') yield `${variable.name}: only a number has bands`;
    if (variable.bands?.some((bound, index, bounds) => index > 0 && bound <= bounds[index - 1]!))
      yield `${variable.name}: bands must rise`;
    if (isPredictor(variable) && !variable.reason) yield `${variable.name}: a predictor needs a reason text`;
  }
  for (const name of schema.grouping ?? []) {
    const variable = byName.get(name);
    if (!variable || !isPredictor(variable) || variable.kind === 'number')
      yield `grouping: ${name} is no predictor that names a place`;
  }
  const names = new Set<string>();
  for (const feature of schema.derived) {
    if (names.has(feature.name)) yield `${feature.name}: derived feature names must be unique`;
    names.add(feature.name);
    for (const name of [...variablesOf(feature), feature.speaksFor]) {
      const variable = byName.get(name);
      const because = excluded.get(name);
      if (because) yield `${feature.name}: ${name} may never be a predictor (${exclusionTexts[because]})`;
      else if (!variable || !isPredictor(variable)) yield `${feature.name}: ${name} is not a predictor`;
    }
    for (const name of numbersOf(feature)) {
      if (byName.get(name)?.kind !== 'number') yield `${feature.name}: ${name} is not a number`;
    }
    if (feature.kind === 'flag' && byName.get(feature.of)?.kind !== 'flag') {
      yield `${feature.name}: ${feature.of} is not a flag`;
    }
    if (feature.kind === 'same-value' && feature.left.length !== feature.right.length) {
      yield `${feature.name}: left and right have different lengths`;
    }
    if (!variablesOf(feature).includes(feature.speaksFor)) {
      yield `${feature.name}: speaks for ${feature.speaksFor}, which it does not read`;
    }
  }
}

/** Texts of what is wrong with how a variable can be changed. */
function* changeProblems(variable: Variable, byName: ReadonlyMap<string, Variable>): Generator<string> {
  const { changeable, change, kind } = variable;
  if (changeable && !isPredictor(variable)) yield 'only a predictor is changeable';
  if (changeable && variable.sensitive) yield 'a sensitive variable is not changeable';
  if (!change) return;
  if (!changeable) yield 'says how it changes and is not changeable';
  if (kind !== 'number' && (change.direction || change.step)) yield 'only a number changes in a direction';
  if (kind === 'number' && change.to) yield 'a number changes by direction and step, not to codes';
  const codes = kind === 'flag' ? [...(variable.yes ?? []), ...(variable.no ?? [])] : variable.values;
  const known = codes && new Set(Array.isArray(codes) ? codes : Object.keys(codes));
  if (!variable.open && known && change.to?.some((code) => !known.has(code))) {
    yield 'changes to a code that it does not list';
  }
  for (const name of change.needs ?? []) {
    const needed = byName.get(name);
    if (!needed || !isPredictor(needed)) yield `needs ${name}, which is not a predictor`;
  }
}
