import { sidecarSuffix } from './checksum-sidecar.ts';
import { ObjectKeyError } from './errors.ts';

/** Ending of a file that is still being written. */
export const partialSuffix = '.partial';

const longestKeyBytes = 800;
const longestSegmentBytes = 200;

/**
 * Throws `ObjectKeyError` unless the key fits a folder and S3 alike: `/` between segments that are neither
 * empty nor `.` nor `..`, no backslash or control character, at most 800 bytes of UTF-8 and 200 a segment, and
 * none of the endings that the store keeps for itself.
 */
export function checkObjectKey(key: string): void {
  const rule = brokenRule(key);
  if (rule !== undefined) throw new ObjectKeyError(key, rule);
}

/** Like `checkObjectKey`, for the beginning of keys: '' and a last segment that is not complete are fine. */
export function checkKeyPrefix(prefix: string): void {
  const rule = brokenCharacterRule(prefix) ?? brokenSegmentRule(prefix.split('/').slice(0, -1));
  if (rule !== undefined) throw new ObjectKeyError(prefix, rule);
}

export function isObjectKey(key: string): boolean {
  return brokenRule(key) === undefined;
}

function brokenRule(key: string): string | undefined {
  if (Buffer.byteLength(key) > longestKeyBytes) return `it is longer than ${longestKeyBytes} bytes`;
  const reserved = [sidecarSuffix, partialSuffix].find((suffix) => key.endsWith(suffix));
  if (reserved !== undefined) return `names that end in ${reserved} belong to the store itself`;
  return brokenCharacterRule(key) ?? brokenSegmentRule(key.split('/'));
}

function brokenCharacterRule(key: string): string | undefined {
  return /[\p{Control}\p{Surrogate}\\]/u.test(key)
    ? 'it holds a control character, a backslash or half a character'
    : undefined;
}

function brokenSegmentRule(segments: string[]): string | undefined {
  if (segments.includes('')) return 'it begins or ends with a slash, has two in a row, or is empty';
  if (segments.includes('.') || segments.includes('..')) return 'a segment is "." or ".."';
  if (segments.some((segment) => Buffer.byteLength(segment) > longestSegmentBytes))
    return `a segment is longer than ${longestSegmentBytes} bytes`;
  return undefined;
}
