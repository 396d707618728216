import {
  PayloadKeyError,
  PayloadKeyMismatchError,
  PayloadUnreadableError,
  redisRefusal,
} from '@bora/batch-store';
import {
  BundleAlteredError,
  BundleDamagedError,
  BundleFormatError,
  BundleNotFoundError,
  BundleUnsignedError,
  ChampionNotFoundError,
  ChampionRolledBackError,
  ChampionUnsealedError,
  ForbiddenVariableError,
  PolicyFormatError,
  PublicKeysFileError,
  SigningKeyError,
  UnknownProfileError,
  UnknownSignerError,
} from '@bora/bundle';
import { PackedScoreError } from '@bora/contracts';
import { ConfigError } from '@bora/environment';
import {
  ObjectDamagedError,
  ObjectNotFoundError,
  ObjectStoreSettingsError,
  ObjectStoreUnavailableError,
} from '@bora/object-store';
import { MigrationFailedError } from '../database/migrate.ts';
import { AdministratorPasswordError } from '../people/first-administrator.ts';
import { DatabaseKeyMismatchError } from '../records/assert-payload-key.ts';

/** Errors whose messages are written by us and can hold no applicant's value. */
const speaking = [
  AdministratorPasswordError,
  BundleAlteredError,
  BundleDamagedError,
  BundleFormatError,
  BundleNotFoundError,
  BundleUnsignedError,
  ChampionNotFoundError,
  ChampionRolledBackError,
  ChampionUnsealedError,
  ConfigError,
  DatabaseKeyMismatchError,
  ForbiddenVariableError,
  MigrationFailedError,
  ObjectDamagedError,
  ObjectNotFoundError,
  ObjectStoreSettingsError,
  ObjectStoreUnavailableError,
  PackedScoreError,
  PayloadKeyError,
  PayloadKeyMismatchError,
  PayloadUnreadableError,
  PolicyFormatError,
  PublicKeysFileError,
  SigningKeyError,
  UnknownProfileError,
  UnknownSignerError,
];

export interface SafeError {
  name: string;
  code?: string;
  message?: string;
  /** Places in the code only. */
  stack?: string;
  cause?: SafeError;
}

const maximumCauses = 5;

/** What may be logged of an error: its message only where it is one of ours, never its other properties. */
export function safeError(error: unknown, depth = 0): SafeError {
  if (!(error instanceof Error)) return { name: typeof error };
  const safe: SafeError = { name: error.name };
  const refusal = redisRefusal(error);
  if (refusal) safe.code = refusal;
  else if ('code' in error && /^[\w-]{1,60}$/.test(String(error.code))) safe.code = String(error.code);
  if (isSpeaking(error)) safe.message = error.message;
  const stack = framesOf(error);
  if (stack) safe.stack = stack;
  if (error.cause !== undefined && depth < maximumCauses) safe.cause = safeError(error.cause, depth + 1);
  return safe;
}

export function isSpeaking(error: unknown): boolean {
  return speaking.some((known) => error instanceof known);
}

/** The message stands at the head of a stack and may span lines, even lines that look like frames. */
function framesOf({ stack, message }: Error): string | undefined {
  if (typeof stack !== 'string') return undefined;
  const at = stack.indexOf(message);
  if (at < 0) return undefined;
  const frames = stack
    .slice(at + message.length)
    .split('\n')
    .filter((line) => /^\s+at /.test(line));
  return frames.length > 0 ? frames.map((line) => line.trim()).join('\n') : undefined;
}
