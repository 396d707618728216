import { randomUUID } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import { ApiProblem } from '../errors.ts';
import type { ClaimOutcome, IdempotencyStore, KeyClaim, StoredAnswer } from './idempotency-store.ts';
import { soon } from './soon.ts';

/** A request that makes one thing (a batch, a score) and can be asked about it later. */
export interface OnceOnly {
  /** Makes the thing under this id. */
  make(resourceId: string): Promise<StoredAnswer>;
  /**
   * What became of the thing of an earlier try that broke off: its answer where it came into being; `undefined`
   * where it did not and now never will.
   */
  recover(resourceId: string): Promise<StoredAnswer | undefined>;
  /** SHA-256 of what is sent now, when nothing is to be made of it. */
  fingerprint(): Promise<string>;
  /**
   * Where the answer tells of a person: the same made anew from the thing, so that no copy is kept. Throws where the
   * thing is gone.
   */
  answerAgain?(resourceId: string): Promise<StoredAnswer>;
}

const renewEveryMs = 4_000;

/** Answers once: the same key with the same payload gets the first answer again. Throws `ApiProblem`. */
export async function answerOnce(
  store: IdempotencyStore | undefined,
  request: OnceOnly,
  log: FastifyBaseLogger,
): Promise<{ answer: StoredAnswer; isReplay: boolean }> {
  if (!store) return { answer: await request.make(randomUUID()), isReplay: false };
  const claimed = await claimOrFind(store, request);
  if ('answer' in claimed) {
    if ((await request.fingerprint()) !== claimed.answer.fingerprint) throw otherPayload();
    const { answer, resourceId } = claimed;
    return { answer: (await request.answerAgain?.(resourceId)) ?? answer, isReplay: true };
  }
  return { answer: await makeAndKeep(store, claimed.claim, request, log), isReplay: false };
}

async function claimOrFind(
  store: IdempotencyStore,
  request: OnceOnly,
): Promise<{ claim: KeyClaim } | { answer: StoredAnswer; resourceId: string }> {
  let outcome = await takeKey(store);
  if (outcome.outcome === 'abandoned') {
    const { resourceId } = outcome.claim;
    const recovered = await request.recover(resourceId);
    if (recovered) {
      await store.answer(outcome.claim, kept(request, recovered));
      return { answer: recovered, resourceId };
    }
    outcome = await takeKey(store, outcome.claim);
  }
  if (outcome.outcome === 'claimed') return { claim: outcome.claim };
  if (outcome.outcome === 'answered') return outcome;
  throw new ApiProblem(
    'idempotency-in-flight',
    'A request with this Idempotency-Key is under way. Ask again in a moment for its answer.',
    { retryAfterSeconds: 1 },
  );
}

async function takeKey(store: IdempotencyStore, instead?: KeyClaim): Promise<ClaimOutcome> {
  const claim = { token: randomUUID(), resourceId: randomUUID() };
  try {
    return await store.claim(claim, instead);
  } catch (error) {
    soon(() => store.release(claim));
    throw error;
  }
}

async function makeAndKeep(
  store: IdempotencyStore,
  claim: KeyClaim,
  request: OnceOnly,
  log: FastifyBaseLogger,
): Promise<StoredAnswer> {
  const renewing = setInterval(() => store.renew(claim).catch(() => {}), renewEveryMs);
  try {
    const answer = await request.make(claim.resourceId);
    // Whoever asks again finds the thing itself, if its answer cannot be kept now.
    await store
      .answer(claim, kept(request, answer))
      .catch((error) => log.warn({ err: error }, 'an answer was not kept'));
    return answer;
  } catch (error) {
    await settleFailed(store, claim, request).catch(() => soon(() => settleFailed(store, claim, request)));
    throw error;
  } finally {
    clearInterval(renewing);
  }
}

/** What failed may have been made all the same; while nobody can tell, the key stays taken, until Redis is asked again. */
async function settleFailed(store: IdempotencyStore, claim: KeyClaim, request: OnceOnly): Promise<void> {
  const made = await request.recover(claim.resourceId);
  await (made ? store.answer(claim, kept(request, made)) : store.release(claim));
}

/** What is kept of an answer, until it is asked for again. */
function kept(request: OnceOnly, answer: StoredAnswer): StoredAnswer {
  return request.answerAgain ? { ...answer, body: '' } : answer;
}

function otherPayload(): ApiProblem {
  return new ApiProblem(
    'idempotency-mismatch',
    'This Idempotency-Key was used with another payload. Use a new key for new work.',
  );
}
