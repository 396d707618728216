import type { Target } from './target.ts';

/** Something that a stranger may send, and what the platform does about it: written down before it is tried. */
export interface HostileCase {
  readonly name: string;
  /** What is sent, for people. */
  readonly sends: string;
  /** The answer as `status code`, `202 scored N rejected M`, or `cut` where the connection ends without one. */
  readonly outcome: string;
  /** The outcome is there within so long. */
  readonly withinMs: number;
  /** Among those that every test run tries. */
  readonly isFast?: boolean;
  /** Makes what is sent, before the clock runs. */
  prepare?(): unknown;
  /** Does it, and resolves with the outcome that it met. */
  attack(target: Target): Promise<string>;
}

/** A bomb is refused within so long. */
export const bombMs = 2_000;

/** What takes time to make, made once. */
export function once<Made>(make: () => Made): () => Made {
  let made: { readonly value: Made } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
