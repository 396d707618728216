/**
 * The columns of `scores.csv`, in order: a promise to everybody who reads the file. The three from
 * `overriddenTo` on are empty where no person decided otherwise, `decidedAt` until the batch has ended, and `confirmedBy`
 * where no second person had to confirm the override.
 */
export const scoreColumns = [
  'row',
  'applicantId',
  'pd',
  'score',
  'decision',
  'reasons',
  'warnings',
  'model',
  'policy',
  'overriddenTo',
  'overriddenBy',
  'overriddenAt',
  'decidedAt',
  'confirmedBy',
] as const;
