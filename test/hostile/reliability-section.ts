import { markdownTable } from '../src/markdown-table.ts';
import type { HostileReport } from './hostile-report.ts';
import { type CaseResult, maximumAboveBaseMb, maximumDelayP99Ms } from './run-case.ts';

const begin = '<!-- hostile: written by `pnpm test:hostile --out reports/hostile.json` -->';
const end = '<!-- hostile: end -->';

/** The document with its part about hostile input as the report has it. Throws where the marks are missing. */
export function withHostileSection(document: string, report: HostileReport): string {
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/reliability.md lacks the marks ${begin} and ${end}`);
  return `${document.slice(0, from + begin.length)}\n\n${section(report)}\n\n${document.slice(to)}`;
}

function section(report: HostileReport): string {
  const results = Object.values(report.groups).flat();
  const passed = results.filter(({ faults }) => faults.length === 0).length;
  const most = (value: (result: CaseResult) => number) => Math.max(...results.map(value));
  const summary =
    `${results.length} cases, ${passed} as written down, on ${report.measuredAt.slice(0, 10)}, ` +
    `${report.machine.processors} cores (${report.machine.processor}), Node ${report.node}, in ${report.seconds} s. ` +
    `The api took ${most(({ aboveBaseMb }) => aboveBaseMb)} MB above its base of ${report.baseMb} MB at most ` +
    `(allowed: ${maximumAboveBaseMb}), and the event-loop delay was ${most(({ delayP99Ms }) => delayP99Ms)} ms (p99 of a ` +
    `case) at most (allowed: ${maximumDelayP99Ms}). The scanner of files agreed with csv-parse on ` +
    `${report.scannedFiles.toLocaleString('en')} random files.`;
  const tables = Object.entries(report.groups).map(
    ([group, cases]) => `### ${group}\n\n${markdownTable(columns, cases.map(row))}`,
  );
  return [summary, ...tables].join('\n\n');
}

const columns = ['case', 'what is sent', 'what happens', 'after', 'memory', 'delay p99', 'as written'];

function row(result: CaseResult): string[] {
  return [
    result.name,
    cell(result.sends),
    cell(result.expected),
    `${(result.tookMs / 1_000).toFixed(2)} s`,
    `+${result.aboveBaseMb} MB`,
    `${result.delayP99Ms} ms`,
    result.faults.length === 0 ? 'yes' : `no: ${cell(result.faults.join('; '))}`,
  ];
}

const longest = 160;

/** Text that no table and no page takes for more than text. */
function cell(text: string): string {
  const short = text.length <= longest ? text : `${text.slice(0, longest)} …`;
  const harmless = short.replace(/\s+/g, ' ').replaceAll('`', "'").replaceAll('|', '\\|');
  return harmless.replaceAll('<', '&lt;').replaceAll('__', '\\_\\_').replaceAll('*', '\\*');
}
