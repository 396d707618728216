import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { repositoryRoot } from '@bora/testing';
import { describeMachine } from '../../cli/src/bench/machine.ts';
import { compareWithCsvParse } from '../../packages/features/test/file/against-csv-parse.ts';
import type { HostileReport } from './hostile-report.ts';
import { withHostileSection } from './reliability-section.ts';
import { runHostile } from './run-hostile.ts';

const usage = `Attacks a platform of its own, measures what that does to the api, and holds the scanner of files
against another parser.

  --out FILE       writes the report; reports/hostile.json also writes its part of docs/reliability.md
  --only PATTERN   only cases whose group or name matches this regular expression
  --files N        random files for the scanner (100000)

Example: npm run -s test:hostile -- --out reports/hostile.json`;

const publishedReport = join(repositoryRoot, 'reports/hostile.json');
const document = join(repositoryRoot, 'docs/reliability.md');
const say = (line: string) => console.log(line);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      out: { type: 'string' },
      only: { type: 'string', default: '' },
      files: { type: 'string', default: '100000' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return say(usage);
  const out = values.out === undefined ? undefined : resolve(values.out);
  if (out === publishedReport && values.only !== '')
    throw new Error('reports/hostile.json holds whole measurements only: give --out another file');
  const startedAt = Date.now();
  const scannedFiles = Number(values.files);
  compareWithCsvParse(scannedFiles);
  say(`✓ the scanner agrees with csv-parse on ${scannedFiles} random files`);
  const measured = await runHostile(new RegExp(values.only), say);
  const report: HostileReport = {
    measuredAt: new Date(startedAt).toISOString(),
    seconds: Math.round((Date.now() - startedAt) / 1_000),
    machine: describeMachine(),
    node: process.version,
    scannedFiles,
    ...measured,
  };
  const results = Object.values(report.groups).flat();
  const failed = results.filter(({ faults }) => faults.length > 0).length;
  say(`${results.length} cases in ${report.seconds} s, ${failed} not as written down`);
  if (out !== undefined) await keep(report, out);
  if (failed > 0) process.exitCode = 1;
}

async function keep(report: HostileReport, out: string): Promise<void> {
  await mkdir(dirname(out), { recursive: true });
  await writeFile(out, `${JSON.stringify(report, null, 2)}\n`);
  if (out !== publishedReport) return;
  await writeFile(document, withHostileSection(await readFile(document, 'utf8'), report));
}

// What was started ends with this process, which a signal would otherwise end without a word.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
try {
  await main();
} catch (error) {
  process.stderr.write(`test:hostile: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
