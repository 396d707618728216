import { markdownTable as table } from '../../src/markdown-table.ts';
import type { ChaosReport } from './chaos-report.ts';
import { faultFigures } from './faults-table.ts';

const begin = '<!-- chaos: written by `pnpm test:chaos --out reports/chaos.json` -->';
const end = '<!-- chaos: end -->';

/** The document with its part about chaos as the report has it. Throws where the marks are missing. */
export function withChaosSection(document: string, report: ChaosReport): string {
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/reliability.md lacks the marks ${begin} and ${end}`);
  return `${document.slice(0, from + begin.length)}\n\n${section(report)}\n\n${document.slice(to)}`;
}

function section(report: ChaosReport): string {
  const { runs, machine, versions, measuredAt } = report;
  const passed = runs.filter(({ violations }) => violations.length === 0).length;
  const sum = (value: (run: ChaosReport['runs'][number]) => number) =>
    runs.reduce((total, run) => total + value(run), 0).toLocaleString('en');
  const summary =
    `${runs.length} runs, ${passed} passed, on ${measuredAt.slice(0, 10)}: ${sum(({ rows }) => rows)} rows in ` +
    `${sum(({ files }) => files)} files and ${sum(({ singles }) => singles)} single applications, on ${machine.processors} cores ` +
    `(${machine.processor}), Node ${versions.node}, Redis ${versions.redis}.`;
  return [summary, table(faultColumns, faultRows(report)), table(promiseColumns, promiseRows(report))].join(
    '\n\n',
  );
}

const faultColumns = [
  'fault',
  'what happens',
  'runs',
  'passed',
  'scores answered again after, median',
  'longest',
  'all files scored after, median',
];

function faultRows(report: ChaosReport): string[][] {
  return faultFigures(report).map((fault) => [
    fault.name,
    fault.about,
    String(fault.runs),
    String(fault.passed),
    seconds(fault.medianRecoveryMs),
    seconds(fault.longestRecoveryMs),
    seconds(fault.medianScoredMs),
  ]);
}

const promiseColumns = ['promised', 'at most', 'measured'];

function promiseRows({ promises }: ChaosReport): string[][] {
  return promises.map(({ name, limitMs, measuredMs }) => [
    name,
    seconds(limitMs),
    measuredMs.map((ms) => seconds(ms)).join(', '),
  ]);
}

function seconds(ms: number | null): string {
  return ms === null ? '–' : `${(ms / 1000).toFixed(1)} s`;
}
