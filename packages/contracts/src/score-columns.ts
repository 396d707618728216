/**
 * The columns of `scores.csv`, in order: a promise to everybody who reads the file. The last three are empty where no
 * person decided otherwise.
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
] as const;
