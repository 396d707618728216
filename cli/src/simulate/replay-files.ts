import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Replay, ReplayedBook, SimulationReport } from '@bora/simulation';
import { bytePieces } from '../files/byte-pieces.ts';
import { writeCompleteFile } from '../files/complete-file.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { decisionLines } from './decisions-csv.ts';
import type { ReplayColumns } from './replay-columns.ts';

/** Writes every decision, the report and its page into a folder, which is made where it is not there. */
export async function writeReplayFiles(
  terminal: Terminal,
  folder: string,
  report: SimulationReport,
  replay: Replay,
  { applicantId }: Pick<ReplayColumns, 'applicantId'>,
  books: readonly ReplayedBook[],
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const lines = bytePieces(decisionLines(replay, applicantId, books));
  await writeCompleteFile(join(folder, 'decisions.csv'), lines, terminal.signal);
  const json = `${JSON.stringify(report, null, 2)}\n`;
  await writeCompleteFile(join(folder, 'report.json'), [json], terminal.signal);
  // The charts take their time to load, which a replay without files should not wait for.
  const { simulationPage } = await import('@bora/simulation/page');
  await writeCompleteFile(join(folder, 'report.html'), [simulationPage(report)], terminal.signal);
}

/** What was written into the folder, for people. */
export function writtenFiles(folder: string): string {
  const files = { page: 'report.html', report: 'report.json', decisions: 'decisions.csv' };
  return Object.entries(files)
    .map(([what, name]) => `${what.padEnd(9)}  ${join(folder, name)}`)
    .join('\n');
}
