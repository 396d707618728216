export * from './batch-cipher.ts';
export * from './batch-counts.ts';
export * from './batch-reader.ts';
export {
  awaitsRecord,
  type BatchRecord,
  histogramField,
  parseBatchRecord,
  pdUnits,
  warningField,
} from './batch-record.ts';
export * from './batch-writer.ts';
export * from './champion-register.ts';
export * from './chunk-entry.ts';
export * from './commit-chunk.ts';
export * from './data-key.ts';
export * from './end-batch.ts';
export * from './lifetimes.ts';
export type { Page, PageRequest } from './listed-page.ts';
export * from './payload-cipher.ts';
export * from './payload-key-claim.ts';
export * from './payload-key-file.ts';
export * from './prediction-store.ts';
export { readApplication } from './read-application.ts';
export {
  keepRecentScores,
  readRecentScores,
  recentScoresKept,
  type ScoredFile,
  type ScoresOfModel,
} from './recent-scores.ts';
export { redisNowMs } from './redis-clock.ts';
export { type RedisMemory, readRedisMemory } from './redis-memory.ts';
export * from './redis-refusal.ts';
export * from './refused-models.ts';
export * from './rejects.ts';
export * from './remove-results.ts';
export { findSameFile, noteFile } from './same-file.ts';
export { readIdBlock } from './score-block.ts';
export * from './segmentation-file.ts';
export * from './segmentation-record.ts';
export * from './segmentation-result.ts';
export * from './segmentation-state.ts';
export * from './share-batch.ts';
export * from './simulation-end.ts';
export * from './simulation-parts.ts';
export * from './simulation-record.ts';
export * from './single-score.ts';
export { readUnrecordableScores } from './unrecordable-scores.ts';
export * from './unrecorded-runs.ts';
export * from './unrecorded-scores.ts';
export { uploadKeys } from './upload-keys.ts';
export * from './what-if-store.ts';
export * from './worker-registry.ts';
