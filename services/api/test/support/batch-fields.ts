/** What Redis holds of a batch, as text; with more, or other, where that is given. */
export function batchFields(given: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    state: 'scoring',
    owner: 'local',
    fileName: 'a.csv',
    schema: 's',
    modelName: 'm',
    modelVersion: 'v1',
    policyName: 'default',
    policyVersion: '1',
    createdAtMs: '1000',
    ...given,
  };
}
