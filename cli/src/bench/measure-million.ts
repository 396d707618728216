import { note } from '../terminal/terminal.ts';
import { type Bench, rateText } from './bench.ts';
import { watchMemory } from './memory-sampler.ts';
import type { Services } from './services.ts';
import { runUpload, type UploadRun } from './upload-side.ts';
import type { Workload } from './workload.ts';

export interface MillionRounds {
  readonly runs: readonly UploadRun[];
  readonly fiftyRuns: readonly UploadRun[];
  /** Largest resident set in bytes, of the large runs and of those of 50,000 between them. */
  readonly memory: Readonly<Record<string, number>>;
}

/** (d) A million rows against fifty thousand, in turn. */
export async function measureMillion(
  { terminal }: Bench,
  services: Services,
  million: Workload,
  fifty: Workload,
  rounds: number,
): Promise<MillionRounds> {
  const memory = watchMemory([services.api, services.worker]);
  const runs: UploadRun[] = [];
  const fiftyRuns: UploadRun[] = [];
  try {
    for (let round = 1; round <= rounds; round += 1) {
      fiftyRuns.push(await runUpload(services, fifty, terminal.signal));
      const run = await runUpload(services, million, terminal.signal);
      runs.push(run);
      note(terminal, `million rows, round ${round} of ${rounds}: ${rateText(run.rowsPerSecond)}`);
    }
    return { runs, fiftyRuns, memory: memory.takePeaks() };
  } finally {
    await memory.stop();
  }
}
