import type { ProfileRequirement } from '@bora/bundle';
import type {
  Application,
  ModelManifest,
  Policy,
  Reject,
  ScoreRecord,
  SegmentationModel,
  WhatIf,
} from '@bora/contracts';
import type { FileLayout } from '@bora/features';
import type { BackendChoice } from '@bora/model';

/** What an inference thread is started with. */
export interface ThreadSettings {
  readonly backend: BackendChoice;
  /** How far the thread steps back for others, 0 to 19. */
  readonly niceness: number;
}

/** Work for a thread. `model` and `policy` are keys (`name/version`) that were loaded before. */
export type ThreadTask =
  /** Selects the TensorFlow backend; rejects with its sentence where it does not work. */
  | { readonly kind: 'start' }
  | {
      readonly kind: 'load-model';
      readonly model: string;
      readonly manifest: ModelManifest;
      /** All files of the bundle, verified. */
      readonly files: ReadonlyMap<string, Uint8Array>;
      readonly requirement: ProfileRequirement;
    }
  | { readonly kind: 'unload-model'; readonly model: string }
  | {
      readonly kind: 'score-chunk';
      readonly model: string;
      readonly policy: Policy;
      readonly bytes: Uint8Array;
      readonly layout: FileLayout;
      readonly firstRow: number;
      readonly firstLine: number;
      readonly rows: number;
    }
  | {
      readonly kind: 'score-singles';
      readonly model: string;
      readonly policy: Policy;
      readonly applications: readonly Application[];
    }
  | {
      readonly kind: 'what-if';
      readonly model: string;
      readonly policy: Policy;
      readonly application: Application;
    }
  | {
      readonly kind: 'predict-segments';
      readonly model: SegmentationModel;
      readonly customers: readonly Readonly<Record<string, unknown>>[];
    };

export interface ScoredChunk {
  /** One packed score a row of the chunk; first byte 0 where the row was rejected. */
  readonly packed: Uint8Array;
  readonly applicantIds: readonly string[];
  readonly rejects: readonly Reject[];
  /** Counters of the batch's meta hash. */
  readonly counters: Readonly<Record<string, number>>;
}

/** A single's score, or why it cannot be one. */
export type ScoredSingle =
  | { readonly ok: true; readonly applicantId: string; readonly record: ScoreRecord }
  | { readonly ok: false; readonly failure: { readonly code: string; readonly message: string } };

/** The segment of each customer, or what they lack. */
export type PredictedLabels =
  | { readonly ok: true; readonly labels: Int32Array }
  | { readonly ok: false; readonly failure: { readonly code: string; readonly message: string } };

/** The answer to each kind of task. */
export interface ThreadAnswers {
  start: { readonly backend: string };
  'load-model': null;
  'unload-model': null;
  'score-chunk': ScoredChunk;
  'score-singles': readonly ScoredSingle[];
  'what-if': WhatIf;
  'predict-segments': PredictedLabels;
}

export interface ThreadRequest {
  readonly id: number;
  readonly task: ThreadTask;
}

/** Errors cross as code and message; their stacks stay in the thread. */
export type ThreadReply =
  | {
      readonly id: number;
      readonly ok: true;
      readonly answer: ThreadAnswers[keyof ThreadAnswers];
      /** The thread's own time. */
      readonly seconds: number;
    }
  | {
      readonly id: number;
      readonly ok: false;
      readonly error: { readonly code: string; readonly message: string };
    };
