import type { Scene } from '../scene.ts';

/** A figure that is promised, and how it is measured on a platform that nothing else disturbs. */
export interface Promised {
  readonly name: string;
  readonly limitMs: number;
  /** Leaves the platform as it was. Throws where something is wrong besides the time. */
  measure(scene: Scene, round: number): Promise<number>;
}

export interface MeasuredPromise {
  readonly name: string;
  readonly limitMs: number;
  readonly measuredMs: number[];
}

/** Milliseconds that something takes. */
export async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const beganAt = performance.now();
  await work();
  return performance.now() - beganAt;
}
