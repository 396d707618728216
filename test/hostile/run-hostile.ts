import { hostileCases } from './all-cases.ts';
import type { HostileReport } from './hostile-report.ts';
import { type CaseResult, runCase } from './run-case.ts';
import { startTarget } from './target.ts';

/** Tries the cases whose group or name matches, one after another on one platform. */
export async function runHostile(
  only: RegExp,
  say: (line: string) => void,
): Promise<Pick<HostileReport, 'baseMb' | 'groups'>> {
  const target = await startTarget();
  const groups: Record<string, CaseResult[]> = {};
  try {
    for (const [group, cases] of Object.entries(hostileCases)) {
      for (const hostile of cases.filter(({ name }) => only.test(`${group} ${name}`))) {
        const result = await runCase(target, hostile);
        for (const line of linesOf(result)) say(line);
        groups[group] = [...(groups[group] ?? []), result];
      }
    }
    return { baseMb: Math.round(target.baseMb), groups };
  } finally {
    await target.stop();
  }
}

function linesOf({ name, met, tookMs, aboveBaseMb, delayP99Ms, waitedMs, faults }: CaseResult): string[] {
  const sign = faults.length === 0 ? '✓' : '✗';
  const figures = [
    `${tookMs} ms`.padStart(9),
    `+${aboveBaseMb} MB`.padStart(8),
    `p99 ${delayP99Ms} ms`.padStart(11),
    `waited ${waitedMs} ms`.padStart(15),
  ];
  return [
    `${sign} ${figures.join(' ')}  ${name}: ${shortened(met)}`,
    ...faults.map((fault) => `      ${shortened(fault)}`),
  ];
}

function shortened(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 200)}…`;
}
