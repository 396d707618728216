import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { repositoryRoot } from '@bora/testing';
import { describeMachine, describeVersions } from '../../cli/src/bench/machine.ts';
import { type Options, readOptions, seedsOf, usage } from './options.ts';
import { ChaosReport, isKept } from './report/chaos-report.ts';
import { faultFigures } from './report/faults-table.ts';
import { withChaosSection } from './report/reliability-section.ts';
import { runChaos } from './run-chaos.ts';

const publishedReport = join(repositoryRoot, 'reports/chaos.json');
const document = join(repositoryRoot, 'docs/reliability.md');
/** How often each promised figure is measured. */
const promiseRounds = 3;
const say = (line: string) => console.log(line);

async function main(options: Options): Promise<void> {
  const isWhole = options.seed === undefined && options.only === undefined && !options.quick;
  const out = options.out === undefined ? undefined : resolve(options.out);
  if (out === publishedReport && !isWhole)
    throw new Error('reports/chaos.json holds whole measurements only: give --out another file');
  const measured = await runChaos({
    seeds: seedsOf(options),
    only: options.only,
    isQuick: options.quick,
    isVerbose: options.verbose,
    promiseRounds: isWhole ? promiseRounds : 0,
    say,
  });
  const report: ChaosReport = {
    measuredAt: new Date().toISOString(),
    machine: describeMachine(),
    versions: await describeVersions('wasm'),
    ...measured,
  };
  if (report.runs.length > 1) console.table(Object.fromEntries(faultFigures(report).map(shownFigures)));
  if (out !== undefined) await keep(ChaosReport.parse(report), out);
  if (!isKept(report)) process.exitCode = 1;
}

function shownFigures({ name, runs, passed, ...figures }: ReturnType<typeof faultFigures>[number]) {
  const seconds = (ms: number | null) => (ms === null ? null : Math.round(ms / 100) / 10);
  return [
    name,
    {
      runs,
      passed,
      'answers after, s': seconds(figures.medianRecoveryMs),
      longest: seconds(figures.longestRecoveryMs),
      'all scored after, s': seconds(figures.medianScoredMs),
    },
  ] as const;
}

async function keep(report: ChaosReport, out: string): Promise<void> {
  await mkdir(dirname(out), { recursive: true });
  await writeFile(out, `${JSON.stringify(report, null, 2)}\n`);
  if (out !== publishedReport) return;
  await writeFile(document, withChaosSection(await readFile(document, 'utf8'), report));
}

// What was started ends with this process, which a signal would otherwise end without a word.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
try {
  if (process.argv.includes('--help')) say(usage);
  else await main(readOptions(process.argv.slice(2)));
} catch (error) {
  process.stderr.write(`test:chaos: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
