import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
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
  readonly file: {
    readonly name: string;
    readonly bora: Measured;
    readonly script: Measured;
    /** Of the medians; inertia says that both found segments equally good. */
    readonly boraVsScript: { readonly seconds: number; readonly peakMb: number; readonly inertia: number };
  };
  readonly clustering: readonly ClusteringCost[];
  readonly runs: readonly (SegmentMeasurement & { readonly of: string })[];
}

/** Medians of the rounds. */
export interface Measured {
  readonly seconds: number;
  readonly peakMb: number;
}

export interface ClusteringCost extends Measured {
  readonly algorithm: (typeof algorithms)[number];
  readonly customers: number;
  readonly microsecondsPerCustomer: number;
  /** Time a customer against that at the number of customers before, as a ratio: 1 is linear. */
  readonly growth: number | null;
}

const algorithms = ['kmeans', 'gmm', 'dbscan'] as const;
const sides = ['script', 'bora'] as const;

/**
 * Measures from file to segments beside a plain script, and clustering at several numbers of customers; each in a
 * fresh process, all of them in turn, round by round.
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
      const { syntheticPurchases } = await import('../synth/synthetic-purchases.ts');
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
    const steps = stepsOf(settings, file, layout);
    const taken = new Map(steps.map(({ of }) => [of, [] as SegmentMeasurement[]]));
    const total = steps.length * settings.rounds;
    for (let done = 0; done < total; done++) {
      const { of, request } = steps[done % steps.length]!;
      note(terminal, `${done + 1} of ${total}: ${of}`);
      taken.get(of)!.push(await run(request));
    }
    return {
      machine: describeMachine(),
      rounds: settings.rounds,
      file: fileFigures(settings, taken),
      clustering: clusteringCosts(settings, taken),
      runs: [...taken].flatMap(([of, runs]) => runs.map((one) => ({ of, ...one }))),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Taken = ReadonlyMap<string, readonly SegmentMeasurement[]>;

/** What one round measures, in this order: the two sides of a file one after the other, then sizes from small to large. */
function stepsOf({ customers }: SegmentBenchSettings, file: string, layout: PurchasesLayout) {
  const ofFile = sides.map((side): { of: string; request: SegmentRequest } => ({
    of: side,
    request: { kind: 'file', side, file, layout },
  }));
  const ofClustering = algorithms.flatMap((algorithm) =>
    customers.map((count): { of: string; request: SegmentRequest } => ({
      of: clusteringName(algorithm, count),
      request: { kind: 'cluster', algorithm, customers: count },
    })),
  );
  return [...ofFile, ...ofClustering];
}

function clusteringName(algorithm: string, customers: number): string {
  return `${algorithm}, ${customers.toLocaleString('en')} customers`;
}

function fileFigures({ file, rows }: SegmentBenchSettings, taken: Taken): SegmentBenchResults['file'] {
  const [script, bora] = sides.map((side) => taken.get(side)!);
  const ratio = (of: (one: SegmentMeasurement) => number) =>
    Number((medianOf(bora!.map(of)) / medianOf(script!.map(of))).toFixed(3));
  return {
    name: file === undefined ? `${rows.toLocaleString('en')} synthetic purchases` : basename(file),
    bora: middle(bora!),
    script: middle(script!),
    boraVsScript: {
      seconds: ratio(({ seconds }) => seconds),
      peakMb: ratio(({ peakBytes }) => peakBytes),
      inertia: ratio(({ result }) => result),
    },
  };
}

function clusteringCosts({ customers }: SegmentBenchSettings, taken: Taken): ClusteringCost[] {
  return algorithms.flatMap((algorithm) => {
    const each = customers.map((count) => {
      const runs = taken.get(clusteringName(algorithm, count))!;
      return { count, runs, perCustomer: (1e6 * medianOf(runs.map(({ seconds }) => seconds))) / count };
    });
    return each.map(({ count, runs, perCustomer }, index) => {
      const before = each[index - 1];
      return {
        algorithm,
        customers: count,
        ...middle(runs),
        microsecondsPerCustomer: Number(perCustomer.toFixed(2)),
        growth: before === undefined ? null : Number((perCustomer / before.perCustomer).toFixed(2)),
      };
    });
  });
}

function middle(taken: readonly SegmentMeasurement[]): Measured {
  return {
    seconds: Number(medianOf(taken.map(({ seconds }) => seconds)).toFixed(3)),
    peakMb: Number((medianOf(taken.map(({ peakBytes }) => peakBytes)) / 1e6).toFixed(1)),
  };
}
