import {
  type ApplicationSchema,
  type Comparison,
  type ComplianceProfile,
  forbiddenVariables,
  isPredictor,
  type ModelManifest,
  type Variable,
} from '@bora/contracts';

/** A comparison that is still to be measured. */
export interface PlannedComparison extends Pick<Comparison, 'id' | 'kind' | 'label'> {
  readonly model: ModelManifest['kind'] | 'logistic';
  /** Names of the variables that the model may not use. */
  readonly forbidden: ReadonlySet<string>;
  readonly folds: 'rows' | 'blocks' | 'places';
}

/**
 * What is worth comparing with a model: the other profiles, other ways to hold out, plain models, and leaving out each
 * class of sensitive variables, all of them, and all places. All of it follows from the schema; what would measure the
 * main model once more is left out.
 */
export function plannedComparisons(
  schema: ApplicationSchema,
  main: { readonly kind: ModelManifest['kind']; readonly profile: ComplianceProfile },
  profiles: readonly ComplianceProfile[],
): PlannedComparison[] {
  const forbidden = forbiddenVariables(schema, main.profile);
  const base = { model: main.kind, forbidden, folds: 'rows' } as const;
  const plan: PlannedComparison[] = [
    ...profiles
      .filter(({ id }) => id !== main.profile.id)
      .map((profile) => ({
        ...base,
        id: `profile-${profile.id}`,
        kind: 'profile' as const,
        label: `Profile ${profile.id}`,
        forbidden: forbiddenVariables(schema, profile),
      })),
    {
      ...base,
      id: 'folds-by-block',
      kind: 'folds',
      label: 'Folds of rows that follow one another',
      folds: 'blocks',
    },
    ...foldsByPlace(schema, base),
    {
      ...base,
      id: 'baseline-logistic',
      kind: 'baseline',
      label: 'Plain logistic regression',
      model: 'logistic',
    },
    {
      ...base,
      id: 'baseline-scorecard',
      kind: 'baseline',
      label: 'Scorecard of weights of evidence',
      model: 'scorecard',
    },
    ...ablations(schema, base),
  ];
  return plan.filter(
    (one) => one.model !== base.model || one.folds !== base.folds || !isSameSet(one.forbidden, forbidden),
  );
}

type Base = Pick<PlannedComparison, 'model' | 'forbidden' | 'folds'>;

function foldsByPlace({ variables, grouping }: ApplicationSchema, base: Base): PlannedComparison[] {
  if (!grouping) return [];
  const labels = grouping.map((name) => variables.find((variable) => variable.name === name)!.label);
  const label = `Folds by place, unseen when held out: ${labels.join(', ')}`;
  return [{ ...base, id: 'folds-by-place', kind: 'folds', label, folds: 'places' }];
}

function ablations(schema: ApplicationSchema, base: Base): PlannedComparison[] {
  const predictors = schema.variables.filter(isPredictor);
  const classes = [...new Set(predictors.flatMap(({ sensitive }) => sensitive ?? []))];
  const without = (
    id: string,
    what: string,
    isLeftOut: (variable: Variable) => boolean,
  ): PlannedComparison => ({
    ...base,
    id: `without-${id}`,
    kind: 'ablation',
    label: `Without ${what}`,
    forbidden: new Set([...base.forbidden, ...predictors.filter(isLeftOut).map(({ name }) => name)]),
  });
  return [
    ...classes.map((one) => without(one, one.replaceAll('-', ' '), ({ sensitive }) => sensitive === one)),
    without('sensitive', 'all sensitive variables', ({ sensitive }) => sensitive !== undefined),
    without('places', 'all places, of birth included', ({ kind }) => kind === 'place'),
  ];
}

function isSameSet(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  return left.size === right.size && [...left].every((name) => right.has(name));
}
