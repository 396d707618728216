/** The job id is the idempotency key: the same chunk enqueued twice is one job. */
export function chunkJobId(batchId: string, chunk: number): string {
  return `${batchId}-${chunk}`;
}

export function singleJobId(scoreId: string): string {
  return `score-${scoreId}`;
}

export function simulationJobId(simulationId: string, chunk: number): string {
  return `simulation-${simulationId}-${chunk}`;
}

export function whatIfJobId(whatIfId: string): string {
  return `what-if-${whatIfId}`;
}

export function segmentationJobId(segmentationId: string): string {
  return `segmentation-${segmentationId}`;
}

export function predictionJobId(predictionId: string): string {
  return `prediction-${predictionId}`;
}

export function batchRecordJobId(batchId: string): string {
  return `record-${batchId}`;
}
