import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PurchasesLayout } from '@bora/contracts';
import { writeCompleteFile } from '../files/complete-file.ts';
import { segmentationLayout } from '../segment/layout-files.ts';
import { CliError } from '../terminal/cli-error.ts';
import { note, type Terminal } from '../terminal/terminal.ts';
import { startBenchChild } from './bench-child.ts';
import { describeMachine } from './machine.ts';
import { SegmentMeasurement, type SegmentRequest } from './segment-request.ts';
import { medianOf } from './statistics.ts';

export interface SegmentBenchSettings {
  /** Purchases; synthetic ones of `rows` rows where it is absent. */
  readonly file: string | undefined;
  readonly layout: string;
  readonly rows: number;
  readonly customers: readonly number[];
  readonly rounds: number;
}

export interface SegmentBenchResults {
  readonly machine: ReturnType<typeof describeMachine>;
  readonly rounds: number;
  readonly file: { readonly name: string; readonly bora: Measured; readonly script: Measured };
  readonly clustering: readonly ({ readonly algorithm: string; readonly customers: number } & Measured)[];
}

/** Medians of the rounds. */
export interface Measured {
  readonly seconds: number;
  readonly peakMb: number;
}

const algorithms = ['kmeans', 'gmm', 'dbscan'] as const;

/**
 * Measures from file to segments beside a plain script, and clustering at several numbers of customers; each in a
 * fresh process, sides in turn.
 */
export async function measureSegments(
  terminal: Terminal,
  settings: SegmentBenchSettings,
): Promise<SegmentBenchResults> {
  const folder = await mkdtemp(join(tmpdir(), 'bora-bench-segments-'));
  try {
    const given = await segmentationLayout(settings.file ?? '', settings.layout);
    const parsed = PurchasesLayout.safeParse(given);
    if (!parsed.success)
      throw new CliError(`The layout ${settings.layout} is not one of purchases: choose another.`);
    const layout = parsed.data;
    const file = settings.file ?? join(folder, 'purchases.csv');
    if (settings.file === undefined) {
      const { syntheticPurchases } = await import('./synthetic-purchases.ts');
      await writeCompleteFile(file, syntheticPurchases(layout, settings.rows, 1), terminal.signal);
    }
    const run = async (request: SegmentRequest): Promise<SegmentMeasurement> => {
      terminal.signal.throwIfAborted();
      const child = startBenchChild('segment-process.ts', {}, folder);
      try {
        return await child.ask(request, SegmentMeasurement);
      } finally {
        await child.stop();
      }
    };
    const sides = { bora: [] as SegmentMeasurement[], script: [] as SegmentMeasurement[] };
    for (let round = 0; round < settings.rounds; round++) {
      note(terminal, `from file to segments, round ${round + 1} of ${settings.rounds}`);
      for (const side of ['script', 'bora'] as const)
        sides[side].push(await run({ kind: 'file', side, file, layout }));
    }
    const runs = algorithms.flatMap((algorithm) =>
      settings.customers.map((customers) => ({ algorithm, customers, taken: [] as SegmentMeasurement[] })),
    );
    for (let round = 0; round < settings.rounds; round++) {
      for (const { algorithm, customers, taken } of runs) {
        note(terminal, `${algorithm}, ${customers.toLocaleString('en')} customers`);
        taken.push(await run({ kind: 'cluster', algorithm, customers }));
      }
    }
    return {
      machine: describeMachine(),
      rounds: settings.rounds,
      file: {
        name: settings.file === undefined ? `${settings.rows} synthetic purchases` : settings.file,
        bora: middle(sides.bora),
        script: middle(sides.script),
      },
      clustering: runs.map(({ algorithm, customers, taken }) => ({ algorithm, customers, ...middle(taken) })),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function middle(taken: readonly SegmentMeasurement[]): Measured {
  return {
    seconds: Number(medianOf(taken.map(({ seconds }) => seconds)).toFixed(3)),
    peakMb: Number((medianOf(taken.map(({ peakBytes }) => peakBytes)) / 1e6).toFixed(1)),
  };
}
