import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot, startPostgres, temporaryDirectory } from '@bora/testing';
import type { Fault } from './fault.ts';
import { allFaults } from './faults/all-faults.ts';
import { realPool, syntheticPool } from './load/applicant-pool.ts';
import { createReference } from './load/reference.ts';
import { planRun } from './plan.ts';
import { measurePromises } from './promises/measure-promises.ts';
import type { MeasuredPromise } from './promises/promise.ts';
import { type RunResult, runOne, type Surroundings } from './run-one.ts';
import { canMount } from './stage/full-disk.ts';

export interface ChaosSettings {
  readonly seeds: readonly number[];
  /** The only fault of every run. */
  readonly only?: string | undefined;
  /** Small files, and no fault that takes long by itself. */
  readonly isQuick?: boolean;
  /** How often each promised figure is measured, after the runs. */
  readonly promiseRounds?: number;
  readonly say: (line: string) => void;
  /** Every step of a run, with the milliseconds since it began. */
  readonly isVerbose?: boolean;
}

const shownViolations = 5;

/** Does the runs of these seeds one after the other; a run that fails does not keep the next one from being done. */
export async function runChaos(
  settings: ChaosSettings,
): Promise<{ runs: RunResult[]; promises: MeasuredPromise[] }> {
  const { seeds, say, isQuick = false, promiseRounds = 0 } = settings;
  const faults = await possibleFaults(settings);
  const postgres = await startPostgres();
  try {
    const surroundings: Surroundings = {
      postgres,
      synthetic: await syntheticPool(),
      real: await realPool(),
      reference: createReference(),
      logsFolder: (seed) => join(repositoryRoot, '.data/chaos', `seed-${seed}`),
    };
    const runs: RunResult[] = [];
    for (const [index, seed] of seeds.entries()) {
      const plan = planRun(seed, { faults, isQuick });
      const names = plan.disturbances.map(({ fault }) => fault.name).join(' + ');
      const head = `${index + 1}/${seeds.length} seed ${seed}: ${names}`;
      await rm(surroundings.logsFolder(seed), { recursive: true, force: true });
      const beganAt = performance.now();
      const note = (what: string) => {
        if (settings.isVerbose) say(`    ${Math.round(performance.now() - beganAt)} ms ${what}`);
      };
      if (settings.isVerbose) say(head);
      const result = await runOne(plan, surroundings, note).catch((error: unknown) =>
        failedRun(plan.seed, names, performance.now() - beganAt, error),
      );
      runs.push(result);
      say(`${result.violations.length === 0 ? '✓' : '✗'} ${head} (${figures(result)})`);
      for (const violation of result.violations.slice(0, shownViolations)) say(`    ${violation}`);
      if (result.violations.length > 0) sayHowToRepeat(settings, seed, surroundings.logsFolder(seed));
    }
    const shared = { postgres, pool: surroundings.synthetic };
    const promises = promiseRounds > 0 ? await measurePromises(shared, promiseRounds, say) : [];
    return { runs, promises };
  } finally {
    await postgres.stop();
  }
}

async function possibleFaults({ only, isQuick, say }: ChaosSettings): Promise<readonly Fault[]> {
  const folder = await temporaryDirectory();
  const mounts = await canMount(join(folder.path, 'disk'));
  await folder.remove();
  if (!mounts) say('This user may not mount a file system: no run fills a disk.');
  const possible = allFaults
    .filter(({ stores }) => mounts || stores !== 'small-disk')
    .filter(({ weight }) => !isQuick || weight === undefined);
  if (only === undefined) return possible;
  const wanted = possible.filter(({ name }) => name === only);
  if (wanted.length > 0) return wanted;
  throw new Error(`There is no fault ${only} here: ${possible.map(({ name }) => name).join(', ')}.`);
}

function failedRun(seed: number, names: string, ms: number, error: unknown): RunResult {
  return {
    seed,
    faults: names.split(' + ').map((fault) => ({ fault, details: '', recoveryMs: null })),
    files: 0,
    rows: 0,
    singles: 0,
    scoredMs: null,
    doneMs: null,
    seconds: ms / 1000,
    violations: [`the run broke off: ${error instanceof Error ? error.message : String(error)}`],
  };
}

function figures({ files, rows, singles, seconds, scoredMs }: RunResult): string {
  const count = (number: number) => number.toLocaleString('en');
  const scored =
    scoredMs === null ? '' : `, all scored ${(scoredMs / 1000).toFixed(1)} s after the last fault`;
  return `${count(rows)} rows in ${files} files, ${singles} singles${scored}, ${seconds.toFixed(0)} s`;
}

function sayHowToRepeat({ say, only }: ChaosSettings, seed: number, logs: string): void {
  say(`    logs: ${logs}`);
  say(
    `    again: npm run -s test:chaos -- --seed ${seed}${only === undefined ? '' : ` --only ${only}`} --verbose`,
  );
}
