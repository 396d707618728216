import { readFile } from 'node:fs/promises';
import { note } from '../terminal/terminal.ts';
import { type Bench, chunkRows, rateText } from './bench.ts';
import { modelInUse } from './model-in-use.ts';
import { openChunkJobsSide, startRowJobsSide } from './row-jobs-side.ts';
import { benchSchemaFile, type Workload } from './workload.ts';

export interface JobRounds {
  readonly chunkRowsPerSecond: readonly number[];
  readonly perRowRowsPerSecond: readonly number[];
}

/** (b) Jobs of a chunk against jobs of one row; sides in turn, after a whole unclocked run of each in its process. */
export async function measureJobs(
  { terminal, platform, rounds }: Bench,
  many: Workload,
  few: Workload,
): Promise<JobRounds> {
  const { schema } = await benchSchemaFile();
  const versions = await modelInUse(platform);
  const [manyBytes, fewBytes] = await Promise.all([readFile(many.path), readFile(few.path)]);
  const chunkSide = openChunkJobsSide(platform, chunkRows);
  const chunkRates: number[] = [];
  const rowRates: number[] = [];
  try {
    const rowSide = await startRowJobsSide(platform);
    try {
      const runChunks = () => chunkSide.run({ bytes: manyBytes, schema, ...versions }, terminal.signal);
      const runRows = () => rowSide.run({ bytes: fewBytes, schema, ...versions }, terminal.signal);
      await runChunks();
      await runRows();
      for (let round = 1; round <= rounds; round += 1) {
        const chunkRate = await runChunks();
        const rowRate = await runRows();
        chunkRates.push(chunkRate);
        rowRates.push(rowRate);
        note(
          terminal,
          `round ${round} of ${rounds}: chunk jobs ${rateText(chunkRate)}, one job a row ${rateText(rowRate)}`,
        );
      }
    } finally {
      await rowSide.stop();
    }
  } finally {
    await chunkSide.stop();
  }
  return { chunkRowsPerSecond: chunkRates, perRowRowsPerSecond: rowRates };
}
