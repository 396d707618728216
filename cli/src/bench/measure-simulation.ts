import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openObjectStore } from '@bora/object-store';
import { writeCompleteFile } from '../files/complete-file.ts';
import { seedStores } from '../models/seed-stores.ts';
import { readScenarios } from '../simulate/scenario-files.ts';
import { CliError } from '../terminal/cli-error.ts';
import { note, type Terminal } from '../terminal/terminal.ts';
import { startBenchChild } from './bench-child.ts';
import { describeMachine } from './machine.ts';
import { type SimulationBenchRequest, SimulationMeasurement } from './simulation-request.ts';
import { medianOf } from './statistics.ts';
import { benchSchema, makeWorkload } from './workload.ts';

export interface SimulationBenchSettings {
  /** Rows of the file beside which memory is held. */
  readonly smallRows: number;
  readonly rows: number;
  readonly rounds: number;
}

export interface SimulationBenchResults extends SimulationBenchSettings {
  readonly machine: ReturnType<typeof describeMachine>;
  readonly source: string;
  /** Medians of the rounds on the large file. */
  readonly simulationRowsPerSecond: number;
  readonly scoringRowsPerSecond: number;
  readonly decidingRowsPerSecond: number;
  /** Ratios of medians. */
  readonly simulationVsScoring: number;
  readonly simulationVsDeciding: number;
  readonly smallPeakMb: number;
  readonly peakMb: number;
  readonly peakVsSmall: number;
  readonly runs: Readonly<Record<Side | 'small', readonly SimulationMeasurement[]>>;
}

type Side = SimulationBenchRequest['side'];

const sides = ['scoring', 'deciding', 'simulation'] as const;
/** Synthetic applicants may lack what a line is made of. */
const whenMissing = 500;

/**
 * Measures a replay under every shipped scenario beside scoring the same file with the same model, and its memory
 * beside that of a smaller file; each in a fresh process, sides in turn.
 */
export async function measureSimulation(
  terminal: Terminal,
  { smallRows, rows, rounds }: SimulationBenchSettings,
): Promise<SimulationBenchResults> {
  const folder = await mkdtemp(join(tmpdir(), 'bora-bench-simulation-'));
  try {
    const stores = await seededStores(folder);
    const scenarios = await writtenScenarios(folder, terminal.signal);
    const small = await makeWorkload(folder, smallRows, terminal.signal);
    const large = await makeWorkload(folder, rows, terminal.signal);
    const run = async (side: Side, workload: typeof small): Promise<SimulationMeasurement> => {
      terminal.signal.throwIfAborted();
      const child = startBenchChild('simulation-process.ts', {}, folder);
      try {
        const request: SimulationBenchRequest = { side, file: workload.path, scenarios, ...stores };
        const measured = await child.ask(request, SimulationMeasurement);
        if (measured.rows === workload.rows) return measured;
        throw new CliError(
          `${side} had ${measured.rows} of ${workload.rows} rows: the rates would be wrong.`,
        );
      } finally {
        await child.stop();
      }
    };
    const runs = {
      scoring: [] as SimulationMeasurement[],
      deciding: [] as SimulationMeasurement[],
      simulation: [] as SimulationMeasurement[],
      small: [] as SimulationMeasurement[],
    };
    for (let round = 0; round < rounds; round++) {
      note(terminal, `simulation beside scoring, round ${round + 1} of ${rounds}`);
      runs.small.push(await run('simulation', small));
      for (const side of sides) runs[side].push(await run(side, large));
    }
    const settings = { smallRows, rows, rounds };
    return { machine: describeMachine(), source: large.source, ...settings, ...figuresOf(runs), runs };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function figuresOf(runs: SimulationBenchResults['runs']) {
  const rate = (side: Side) => medianOf(runs[side].map(({ rows, seconds }) => rows / seconds));
  const peak = (of: keyof typeof runs) => medianOf(runs[of].map(({ peakBytes }) => peakBytes));
  return {
    simulationRowsPerSecond: Math.round(rate('simulation')),
    scoringRowsPerSecond: Math.round(rate('scoring')),
    decidingRowsPerSecond: Math.round(rate('deciding')),
    simulationVsScoring: rounded(rate('simulation') / rate('scoring'), 3),
    simulationVsDeciding: rounded(rate('simulation') / rate('deciding'), 3),
    smallPeakMb: rounded(peak('small') / 1e6, 1),
    peakMb: rounded(peak('simulation') / 1e6, 1),
    peakVsSmall: rounded(peak('simulation') / peak('small'), 3),
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
