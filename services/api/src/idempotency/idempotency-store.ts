import { createHash } from 'node:crypto';
import type { PayloadCipher } from '@bora/batch-store';
import { redisKeys } from '@bora/contracts';
import type { Redis } from 'ioredis';
import { z } from 'zod';

/** The first answer to a key, to be given again. */
export const StoredAnswer = z.strictObject({
  /** SHA-256 of what was sent. */
  fingerprint: z.string(),
  status: z.int(),
  location: z.string(),
  /** Empty where it is made anew when it is asked for again. */
  body: z.string(),
});
export type StoredAnswer = z.infer<typeof StoredAnswer>;

/** Who holds a key: the token proves it. `resourceId` is what its request makes. */
export interface KeyClaim {
  readonly token: string;
  readonly resourceId: string;
}

export type ClaimOutcome =
  | { readonly outcome: 'claimed'; readonly claim: KeyClaim }
  | { readonly outcome: 'in-flight' }
  | { readonly outcome: 'answered'; readonly answer: StoredAnswer; readonly resourceId: string }
  /** The process that held it has gone silent. */
  | { readonly outcome: 'abandoned'; readonly claim: KeyClaim };

export interface IdempotencyStore {
  /**
   * Takes the key, where it is free or held by the abandoned claim that is `instead` replaced. Where it rejects, the
   * key may be taken all the same.
   */
  claim(claim: KeyClaim, instead?: KeyClaim): Promise<ClaimOutcome>;
  /** Says that the request goes on; to be called well within `silentAfterMs`. */
  renew(claim: KeyClaim): Promise<void>;
  answer(claim: KeyClaim, answer: StoredAnswer): Promise<void>;
  /** Frees the key for another try. */
  release(claim: KeyClaim): Promise<void>;
}

/** A claim that was not renewed for so long is of a process that died. */
export const silentAfterMs = 15_000;
const keepSeconds = 24 * 3_600;

const claimScript = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local token, seen, resource, answer = unpack(redis.call('HMGET', KEYS[1], 'token', 'seenAtMs', 'resource', 'answer'))
if token and token ~= ARGV[3] then
  if answer then return { 'answered', answer, resource } end
  if now - seen < ${silentAfterMs} then return { 'in-flight' } end
  return { 'abandoned', token, resource }
end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'token', ARGV[1], 'resource', ARGV[2], 'seenAtMs', now)
redis.call('EXPIRE', KEYS[1], ${keepSeconds})
return { 'claimed' }`;

/** Does one thing to the key, if the token still holds it. */
const heldScript = (action: string) => `
if redis.call('HGET', KEYS[1], 'token') ~= ARGV[1] then return 0 end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
${action}
return 1`;
const renewScript = heldScript(`redis.call('HSET', KEYS[1], 'seenAtMs', now)`);
const releaseScript = heldScript(`redis.call('DEL', KEYS[1])`);
const answerScript = heldScript(`
redis.call('HSET', KEYS[1], 'answer', ARGV[2])
redis.call('EXPIRE', KEYS[1], ${keepSeconds})`);

/**
 * What is known of one key of one owner. The key stands in Redis as its hash and the answer is sealed, because
 * clients put into them what they like.
 */
export function idempotencyStore(
  redis: Redis,
  cipher: PayloadCipher,
  owner: string,
  key: string,
): IdempotencyStore {
  const hash = createHash('sha256').update(key).digest('hex');
  const redisKey = redisKeys.idempotency(owner, hash);
  const context = `idempotency:${owner}:${hash}`;

  return {
    async claim(claim, instead) {
      const reply = z
        .array(z.instanceof(Buffer))
        .parse(
          await redis.callBuffer(
            'EVAL',
            claimScript,
            1,
            redisKey,
            claim.token,
            claim.resourceId,
            instead?.token ?? '',
          ),
        );
      const [outcome, first, second] = reply;
      switch (String(outcome)) {
        case 'claimed':
          return { outcome: 'claimed', claim };
        case 'in-flight':
          return { outcome: 'in-flight' };
        case 'abandoned':
          return { outcome: 'abandoned', claim: { token: String(first), resourceId: String(second) } };
        default: {
          const text = cipher.open(first ?? Buffer.alloc(0), context).toString();
          return {
            outcome: 'answered',
            answer: StoredAnswer.parse(JSON.parse(text)),
            resourceId: String(second),
          };
        }
      }
    },
    async renew({ token }) {
      await redis.eval(renewScript, 1, redisKey, token);
    },
    async answer({ token }, answer) {
      const sealed = cipher.seal(Buffer.from(JSON.stringify(answer)), context);
      await redis.eval(answerScript, 1, redisKey, token, sealed);
    },
    async release({ token }) {
      await redis.eval(releaseScript, 1, redisKey, token);
    },
  };
}
