import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { hostileCases } from './all-cases.ts';
import type { HostileReport } from './hostile-report.ts';
import { type CaseResult, runCase } from './run-case.ts';
import { startTarget, type Target } from './target.ts';

const help = `Attacks a platform of its own and measures what that does to it.

  --out FILE       writes the report (JSON)
  --only TEXT      only cases whose group or name matches this regular expression

Example: pnpm test:hostile --out reports/hostile.json`;

/** Tries every case; resolves with whether all went as written down. */
export async function runHostile(args: string[]): Promise<boolean> {
  const { values } = parseArgs({
    args,
    options: {
      out: { type: 'string' },
      only: { type: 'string', default: '' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(help);
    return true;
  }
  const startedAt = Date.now();
  const target = await startTarget();
  try {
    const groups = await tryAll(target, values.only);
    const report: HostileReport = {
      measuredAt: new Date(startedAt).toISOString(),
      seconds: Math.round((Date.now() - startedAt) / 1_000),
      node: process.version,
      baseMb: Math.round(target.baseMb),
      groups,
    };
    if (values.out !== undefined) await write(values.out, report);
    return summarise(report);
  } finally {
    await target.stop();
  }
}

async function tryAll(target: Target, only: string): Promise<Record<string, CaseResult[]>> {
  const groups: Record<string, CaseResult[]> = {};
  const wanted = new RegExp(only);
  for (const [group, cases] of Object.entries(hostileCases)) {
    for (const hostile of cases.filter(({ name }) => wanted.test(`${group} ${name}`))) {
      const result = await runCase(target, hostile);
      const { tookMs, aboveBaseMb, delayP99Ms, waitedMs, met, faults } = result;
      const figures = `${String(tookMs).padStart(6)} ms ${String(aboveBaseMb).padStart(4)} MB ${String(delayP99Ms).padStart(4)} ms (${waitedMs})`;
      console.log(`${faults.length === 0 ? '✓' : '✗'} ${figures}  ${result.name}: ${met.slice(0, 150)}`);
      for (const fault of faults) console.log(`      ${fault.slice(0, 300)}`);
      groups[group] = [...(groups[group] ?? []), result];
    }
  }
  return groups;
}

async function write(file: string, report: HostileReport): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
}

function summarise({ groups, seconds }: HostileReport): boolean {
  const results = Object.values(groups).flat();
  const failed = results.filter(({ faults }) => faults.length > 0);
  console.log(`${results.length} cases in ${seconds} s, ${failed.length} not as written down`);
  return failed.length === 0;
}
