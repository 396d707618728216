import { randomUUID } from 'node:crypto';

/** What is kept of a simulation of `chunks` chunks when it is asked for; nothing that it names exists. */
export function inventedSimulation(chunks: number) {
  return {
    id: randomUUID(),
    owner: 'local',
    batchId: randomUUID(),
    fileName: 'a.csv',
    modelName: 'm',
    modelVersion: '1',
    policyName: 'p',
    policyVersion: 1,
    chunks,
    scenario: '{}',
    schema: '{}',
    inSample: 'no' as const,
  };
}
