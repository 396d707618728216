import { isDatabaseFailure } from '../database/is-database-failure.ts';
import type { Principal } from './principal.ts';

export interface Verified {
  readonly principal: Principal;
  /** When a session or a key ends by itself. */
  readonly endsAtMs: number;
}

/** A verified credential is believed for so long; a revocation by another process takes effect within it. */
const believedMs = 3_000;
/** While the database is away, one that it has verified goes on for so long. */
const goesOnMs = 120_000;
const maximumEntries = 10_000;

interface Entry extends Verified {
  checkedAtMs: number;
  readonly verifiedAtMs: number;
}

/** Credentials that were verified in the last seconds, so that not every request asks the database. */
export interface VerifiedPrincipals {
  /** Throws what `verify` throws. `credential` must not tell the secret. */
  get(credential: string, verify: () => Promise<Verified>): Promise<Principal>;
  /** Forgets all: something about people, sessions or keys has changed here. */
  forget(): void;
}

export function createVerifiedPrincipals(now: () => number = Date.now): VerifiedPrincipals {
  let entries = new Map<string, Entry>();
  let asking = new Map<string, Promise<Principal>>();

  async function ask(credential: string, verify: () => Promise<Verified>): Promise<Principal> {
    const known = entries;
    const before = known.get(credential);
    try {
      const verified = await verify();
      if (known.size >= maximumEntries) known.clear();
      known.set(credential, { ...verified, checkedAtMs: now(), verifiedAtMs: now() });
      return verified.principal;
    } catch (error) {
      if (!isDatabaseFailure(error)) {
        known.delete(credential);
        throw error;
      }
      if (!before || now() - before.verifiedAtMs > goesOnMs) throw error;
      before.checkedAtMs = now();
      return before.principal;
    }
  }

  return {
    async get(credential, verify) {
      const entry = entries.get(credential);
      if (entry && now() > entry.endsAtMs) entries.delete(credential);
      else if (entry && now() - entry.checkedAtMs < believedMs) return entry.principal;
      const sameTime = asking;
      const answer =
        sameTime.get(credential) ?? ask(credential, verify).finally(() => sameTime.delete(credential));
      sameTime.set(credential, answer);
      return answer;
    },
    forget() {
      // New maps, because an answer that is under way may bring what is to be forgotten.
      entries = new Map();
      asking = new Map();
    },
  };
}
