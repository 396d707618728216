import { type Decision, Decision as DecisionEnum } from './policy.ts';

/** Bytes of one packed score: small enough that a Redis hash of 500 of them stays a listpack. */
export const packedScoreBytes = 32;
/** Index that stands for no reason and no rule. */
export const noIndex = 255;

const formatVersion = 1;
const decisions = DecisionEnum.options;
const maximumReasons = 4;
const reasonsOffset = 12;
const warningsOffset = 24;
const ruleOffset = 28;

export interface PackedReason {
  /** Index into the schema's variables, 0 to 254. */
  readonly variable: number;
  /** Points taken from the score (negative), kept to a tenth. */
  readonly points: number;
}

/** What one packed score holds. */
export interface ScoreRecord {
  readonly pd: number;
  readonly score: number;
  readonly decision: Decision;
  readonly reasons: readonly PackedReason[];
  readonly warningBits: number;
  /** Index of the policy rule that decided, or null. */
  readonly rule: number | null;
}

/**
 * Writes one score at a byte offset, little-endian:
 * version u8, decision u8, score u16, pd f64, four × (variable u8, tenths of points i16), warnings u32,
 * rule u8, three bytes of zero.
 */
export function writePackedScore(view: DataView, offset: number, record: ScoreRecord): void {
  view.setUint8(offset, formatVersion);
  view.setUint8(offset + 1, decisions.indexOf(record.decision));
  view.setUint16(offset + 2, record.score, true);
  view.setFloat64(offset + 4, record.pd, true);
  for (let slot = 0; slot < maximumReasons; slot += 1) {
    const reason = record.reasons[slot];
    const at = offset + reasonsOffset + slot * 3;
    view.setUint8(at, reason?.variable ?? noIndex);
    view.setInt16(at + 1, reason ? clampToInt16(Math.round(reason.points * 10)) : 0, true);
  }
  view.setUint32(offset + warningsOffset, record.warningBits, true);
  view.setUint8(offset + ruleOffset, record.rule ?? noIndex);
}

/** Reads one packed score; throws `PackedScoreError` when the bytes are not one. */
export function readPackedScore(bytes: Uint8Array, offset = 0): ScoreRecord {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.byteLength < offset + packedScoreBytes || view.getUint8(offset) !== formatVersion) {
    throw new PackedScoreError();
  }
  const decision = decisions[view.getUint8(offset + 1)];
  if (!decision) throw new PackedScoreError();
  const reasons: PackedReason[] = [];
  for (let slot = 0; slot < maximumReasons; slot += 1) {
    const at = offset + reasonsOffset + slot * 3;
    const variable = view.getUint8(at);
    if (variable !== noIndex) reasons.push({ variable, points: view.getInt16(at + 1, true) / 10 });
  }
  const rule = view.getUint8(offset + ruleOffset);
  return {
    pd: view.getFloat64(offset + 4, true),
    score: view.getUint16(offset + 2, true),
    decision,
    reasons,
    warningBits: view.getUint32(offset + warningsOffset, true),
    rule: rule === noIndex ? null : rule,
  };
}

export class PackedScoreError extends Error {
  readonly code = 'packed-score-unreadable';
  constructor() {
    super('The stored score is not in a format this version can read.');
    this.name = 'PackedScoreError';
  }
}

function clampToInt16(value: number): number {
  return Math.max(-32_768, Math.min(32_767, value));
}
