/** The columns of `scores.csv`, in order: a promise to everybody who reads the file. */
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
] as const;
