import {
  type ApplicationSchema,
  type ModelReference,
  type Policy,
  type Reason,
  type Score,
  type ScoreRecord,
  warningsOf,
} from '@bora/contracts';

/** What a variable says when it lowered a score. */
export type Speaker = Omit<Reason, 'points'>;

/** What turns packed scores into words: the versions that made them. */
export interface ScoreTerms {
  readonly model: ModelReference;
  readonly schema: ApplicationSchema;
  /** In the order of the schema's variables. */
  readonly speakers: readonly Speaker[];
  readonly policy: Policy;
}

/** A reason's code is its variable's name in lower case with hyphens. */
export function speakersOf({ variables }: ApplicationSchema): Speaker[] {
  return variables.map(({ name, label, reason }) => ({
    code: name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
    variable: name,
    text: reason ?? label,
  }));
}

/** A packed score in words. */
export function describeScore(
  { model, speakers, policy }: ScoreTerms,
  record: ScoreRecord,
  applicantId: string,
  scoredAtMs: number,
): Omit<Score, 'id' | 'state' | 'warningDetails'> {
  const rule = record.rule === null ? undefined : policy.rules[record.rule];
  return {
    applicantId,
    pd: record.pd,
    score: record.score,
    decision: record.decision,
    reasons: record.reasons.flatMap(({ variable, points }) => {
      const speaker = speakers[variable];
      return speaker ? [{ ...speaker, points }] : [];
    }),
    policyReason: rule ? { code: rule.code, text: rule.text } : null,
    warnings: warningsOf(record.warningBits),
    model,
    policy: { name: policy.name, version: policy.version },
    scoredAt: new Date(scoredAtMs).toISOString(),
  };
}
