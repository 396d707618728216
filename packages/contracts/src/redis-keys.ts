/** Rows in one hash of scores: Redis keeps it as a listpack. */
export const rowsPerBlock = 500;

/** Every Redis key of the platform, besides those of BullMQ. A batch's keys share one cluster slot. */
export const redisKeys = {
  batchMeta: (batchId: string) => `bora:{${batchId}}:meta`,
  batchChunks: (batchId: string) => `bora:{${batchId}}:chunks`,
  batchChunk: (batchId: string, chunk: number) => `bora:{${batchId}}:chunk:${chunk}`,
  batchScores: (batchId: string, block: number) => `bora:{${batchId}}:scores:${block}`,
  batchIds: (batchId: string, block: number) => `bora:{${batchId}}:ids:${block}`,
  batchRejects: (batchId: string, chunk: number) => `bora:{${batchId}}:rejects:${chunk}`,
  batchDone: (batchId: string) => `bora:{${batchId}}:done`,
  simulation: (simulationId: string) => `bora:{${simulationId}}:simulation`,
  /** What each chunk adds to a simulation. */
  simulationParts: (simulationId: string) => `bora:{${simulationId}}:parts`,
  /** All simulations by time. */
  simulations: 'bora:simulations',
  /** Simulations that have not ended: what the reconciler looks at. */
  activeSimulations: 'bora:simulations:active',
  /** Simulations that are not in the record yet, by time. */
  unrecordedSimulations: 'bora:simulations:unrecorded',
  /** All batches by time. */
  batches: 'bora:batches',
  /** Batches that are uploading, scoring, or not in the record yet: what the reconciler looks at. */
  activeBatches: 'bora:batches:active',
  /** Batches of a file, known by the SHA-256 of its bytes, that decide about people: the last one first. */
  batchesOfFile: (fileSha256: string) => `bora:file:${fileSha256}:batches`,
  score: (scoreId: string) => `bora:score:${scoreId}`,
  /** Single applications without an answer, by time: what the reconciler looks at. */
  waitingScores: 'bora:scores:waiting',
  /** Single scores that are not in the record yet, by time. */
  unrecordedScores: 'bora:scores:unrecorded',
  /** Single applications that never come into the record, trials and those that failed, by when they expire. */
  unrecordableScores: 'bora:scores:unrecordable',
  whatIfQuestion: (whatIfId: string) => `bora:what-if:${whatIfId}:question`,
  whatIfOutcome: (whatIfId: string) => `bora:what-if:${whatIfId}:outcome`,
  segmentation: (segmentationId: string) => `bora:{${segmentationId}}:segmentation`,
  /** A piece of the file that is to be segmented. */
  segmentationFile: (segmentationId: string, piece: number) => `bora:{${segmentationId}}:file:${piece}`,
  segmentationMembers: (segmentationId: string, page: number) => `bora:{${segmentationId}}:members:${page}`,
  segmentationResult: (segmentationId: string) => `bora:{${segmentationId}}:result`,
  /** All segmentations by time. */
  segmentations: 'bora:segmentations',
  /** Segmentations that have not ended: what the reconciler looks at. */
  activeSegmentations: 'bora:segmentations:active',
  /** Segmentations that are not in the record yet, by time. */
  unrecordedSegmentations: 'bora:segmentations:unrecorded',
  predictionQuestion: (predictionId: string) => `bora:prediction:${predictionId}:question`,
  predictionAnswer: (predictionId: string) => `bora:prediction:${predictionId}:answer`,
  idempotency: (owner: string, key: string) => `bora:idempotency:${owner}:${key}`,
  /** Audit entries of scoring calls that came while the database was away. */
  waitingAudit: 'bora:audit:waiting',
  /** Those of them that cannot be opened: kept for whoever finds the key that they were sealed with. */
  unreadableAudit: 'bora:audit:unreadable',
  /** The last scores of a model version, two bytes each: what drift is measured on. */
  recentScores: (name: string, version: string) => `bora:model:${name}/${version}:scores`,
  /** A bit a chunk of a file, known by the SHA-256 of its bytes, whose scores stand among those: the same rows again say nothing new. */
  recentChunks: (name: string, version: string, fileSha256: string) =>
    `bora:model:${name}/${version}:chunks:${fileSha256}`,
  workers: 'bora:workers',
  refusedModels: 'bora:models:refused',
  /** The newest promotion of every model, where the model store cannot be trusted to tell. */
  champions: 'bora:models:champions',
  /** Fingerprint of the payload key that everything is sealed with. */
  payloadKey: 'bora:payload-key',
  /** Written to see whether Redis takes writes. */
  writeProbe: 'bora:write-probe',
  reconcilerLock: 'bora:reconciler:lock',
} as const;

/** Where row `index` (from 0) of a batch stands. */
export function blockOf(index: number): { block: number; field: number } {
  return { block: Math.floor(index / rowsPerBlock), field: index % rowsPerBlock };
}
