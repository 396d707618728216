import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openObjectStore } from '@bora/object-store';
import { writeCompleteFile } from '../files/complete-file.ts';
import { seedStores } from '../models/seed-stores.ts';
import { readScenarios } from '../simulate/scenario-files.ts';
import { CliError } from '../terminal/cli-error.ts';
import { formatCount } from '../terminal/figures.ts';
import { note, type Terminal } from '../terminal/terminal.ts';
import { startBenchChild } from './bench-child.ts';
import { describeMachine } from './machine.ts';
import { type SimulationBenchRequest, SimulationMeasurement } from './simulation-request.ts';
import { medianOf } from './statistics.ts';
import { benchSchema, makeWorkload, type Workload } from './workload.ts';

export interface SimulationBenchSettings {
  /** Rows of the file on which rates are measured. */
  readonly rows: number;
  readonly rounds: number;
  /** Rows of the files on which memory is measured, report and decisions written. */
  readonly smallRows: number;
  readonly largeRows: number;
  readonly memoryRounds: number;
}

export interface SimulationBenchResults extends SimulationBenchSettings {
  readonly machine: ReturnType<typeof describeMachine>;
  readonly source: string;
  /** Medians of the rounds. */
  readonly simulationRowsPerSecond: number;
  readonly scoringRowsPerSecond: number;
  readonly decidingRowsPerSecond: number;
  /** Ratios of medians. */
  readonly simulationVsScoring: number;
  readonly simulationVsDeciding: number;
  readonly smallPeakMb: number;
  readonly largePeakMb: number;
  /** What a row more takes, from the two. */
  readonly peakBytesPerRow: number;
  /** With report and decisions written. */
  readonly largeRowsPerSecond: number;
  readonly runs: Readonly<Record<Side | 'small' | 'large', readonly SimulationMeasurement[]>>;
}

type Side = SimulationBenchRequest['side'];

const sides = ['scoring', 'deciding', 'simulation'] as const;
/** Synthetic applicants may lack what a line is made of. */
const whenMissing = 500;

/**
 * Measures a replay under every shipped scenario beside scoring the same file with the same model, and the memory of a
 * replay that writes its decisions on a small file and a large one; each in a fresh process, sides in turn.
 */
export async function measureSimulation(
  terminal: Terminal,
  settings: SimulationBenchSettings,
): Promise<SimulationBenchResults> {
  const { smallRows, largeRows, memoryRounds, rows, rounds } = settings;
  const folder = await mkdtemp(join(tmpdir(), 'bora-bench-simulation-'));
  try {
    const stores = await seededStores(folder);
    const scenarios = await writtenScenarios(folder, terminal.signal);
    note(terminal, 'Writing the files …');
    const workload = await makeWorkload(folder, rows, terminal.signal);
    const small = await makeWorkload(folder, smallRows, terminal.signal);
    const large = await makeWorkload(folder, largeRows, terminal.signal);
    const out = join(folder, 'replay');
    const run = async (
      side: Side,
      { path: file, rows: wanted }: Workload,
      written: string | null = null,
    ): Promise<SimulationMeasurement> => {
      terminal.signal.throwIfAborted();
      note(terminal, `${side} of ${formatCount(wanted)} rows${written ? ', decisions written' : ''} …`);
      const child = startBenchChild('simulation-process.ts', {}, folder);
      try {
        const request: SimulationBenchRequest = { side, file, scenarios, out: written, ...stores };
        const measured = await child.ask(request, SimulationMeasurement);
        if (measured.rows === wanted) return measured;
        throw new CliError(`${side} had ${measured.rows} of ${wanted} rows: the rates would be wrong.`);
      } finally {
        await child.stop();
      }
    };
    const runs = {
      scoring: [] as SimulationMeasurement[],
      deciding: [] as SimulationMeasurement[],
      simulation: [] as SimulationMeasurement[],
      small: [] as SimulationMeasurement[],
      large: [] as SimulationMeasurement[],
    };
    for (let round = 0; round < rounds; round++) {
      note(terminal, `simulation beside scoring, round ${round + 1} of ${rounds}`);
      for (const side of sides) runs[side].push(await run(side, workload));
    }
    for (let round = 0; round < memoryRounds; round++) {
      note(terminal, `memory, round ${round + 1} of ${memoryRounds}`);
      runs.small.push(await run('simulation', small, out));
      runs.large.push(await run('simulation', large, out));
    }
    return {
      machine: describeMachine(),
      source: large.source,
      ...settings,
      ...figuresOf(settings, runs),
      runs,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function figuresOf({ smallRows, largeRows }: SimulationBenchSettings, runs: SimulationBenchResults['runs']) {
  const rate = (side: keyof typeof runs) => medianOf(runs[side].map(({ rows, seconds }) => rows / seconds));
  const peak = (of: keyof typeof runs) => medianOf(runs[of].map(({ peakBytes }) => peakBytes));
  return {
    simulationRowsPerSecond: Math.round(rate('simulation')),
    scoringRowsPerSecond: Math.round(rate('scoring')),
    decidingRowsPerSecond: Math.round(rate('deciding')),
    simulationVsScoring: rounded(rate('simulation') / rate('scoring'), 3),
    simulationVsDeciding: rounded(rate('simulation') / rate('deciding'), 3),
    smallPeakMb: rounded(peak('small') / 1e6, 1),
    largePeakMb: rounded(peak('large') / 1e6, 1),
    peakBytesPerRow: Math.round((peak('large') - peak('small')) / (largeRows - smallRows)),
    largeRowsPerSecond: Math.round(rate('large')),
  };
}

async function seededStores(folder: string): Promise<{ modelStore: string; policyStore: string }> {
  const location = {
    modelStore: `file:${join(folder, 'models')}`,
    policyStore: `file:${join(folder, 'policies')}`,
  };
  const [models, policies] = [openObjectStore(location.modelStore), openObjectStore(location.policyStore)];
  try {
    await seedStores(models, policies);
  } finally {
    await Promise.all([models.close(), policies.close()]);
  }
  return location;
}

/** Paths of all scenarios that ship for the schema, none of which refuses a row. */
async function writtenScenarios(folder: string, signal: AbortSignal): Promise<string[]> {
  const paths: string[] = [];
  for (const scenario of await readScenarios([], benchSchema)) {
    const { line } = scenario.assumptions;
    const assumptions = {
      ...scenario.assumptions,
      line: line.kind === 'fixed' ? line : { whenMissing, ...line },
    };
    const path = join(folder, `${scenario.id}.json`);
    await writeCompleteFile(path, [JSON.stringify({ ...scenario, assumptions })], signal);
    paths.push(path);
  }
  return paths;
}

function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
