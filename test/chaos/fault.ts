import type { Draw } from './draw.ts';
import type { Scene } from './scene.ts';
import type { StoreKind } from './stage/stores.ts';

/** One way in which the world lets the platform down. */
export interface Fault {
  readonly name: string;
  /** What happens, for people. */
  readonly about: string;
  /** Where it can happen at all; anywhere unless told. */
  readonly stores?: StoreKind;
  /** How likely it is to be drawn beside others; 1 unless told. */
  readonly weight?: number;
  /** Settles everything about it but what the platform does meanwhile. */
  draw(draw: Draw): Disturbance;
}

export interface Disturbance {
  /** Whom it meets and for how long, for people. */
  readonly details: string;
  /** Between beginning and healing. */
  readonly holdMs: number;
  /** Resolves with what heals it. */
  begin(scene: Scene): Promise<() => Promise<void>>;
}
