import type { ScoreRecord } from '@bora/contracts';

export const versions = { model: { name: 'test', version: '1' }, policy: { name: 'default', version: 2 } };

/** A score that can be kept without loss. */
export const record: ScoreRecord = {
  pd: 0.125,
  score: 540,
  decision: 'approve',
  reasons: [],
  warningBits: 0,
  rule: null,
};
