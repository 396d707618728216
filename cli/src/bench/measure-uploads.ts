import { note, type Terminal } from '../terminal/terminal.ts';
import { type Bench, chunkRows, rateText } from './bench.ts';
import { watchMemory } from './memory-sampler.ts';
import { type ScriptSide, startScriptSide } from './script-side.ts';
import type { Services } from './services.ts';
import { runUpload, type UploadRun } from './upload-side.ts';
import type { Workload } from './workload.ts';

export interface UploadRounds {
  readonly uploads: readonly UploadRun[];
  readonly scriptRowsPerSecond: readonly number[];
  readonly bareRowsPerSecond: readonly number[];
  readonly backend: string;
  /** Largest resident set of the api and the worker in bytes. */
  readonly memory: Readonly<Record<string, number>>;
}

/** (a) A file through the platform, against a script without a queue; sides in turn, after a warm-up of each. */
export async function measureUploads(
  bench: Bench,
  services: Services,
  workload: Workload,
): Promise<UploadRounds> {
  const { terminal, rounds } = bench;
  const script = await startScriptSide(bench.platform, chunkRows);
  const memory = watchMemory([services.api, services.worker]);
  const uploads: UploadRun[] = [];
  const scriptRates: number[] = [];
  const bareRates: number[] = [];
  try {
    await warmUp(terminal, services, script, workload);
    memory.takePeaks();
    for (let round = 1; round <= rounds; round += 1) {
      const upload = await runUpload(services, workload, terminal.signal);
      const scriptRate = await script.run(workload);
      uploads.push(upload);
      scriptRates.push(scriptRate);
      bareRates.push(await script.runBare(workload));
      note(
        terminal,
        `round ${round} of ${rounds}: upload ${rateText(upload.rowsPerSecond)}, script ${rateText(scriptRate)}`,
      );
    }
    return {
      uploads,
      scriptRowsPerSecond: scriptRates,
      bareRowsPerSecond: bareRates,
      backend: script.backend,
      memory: memory.takePeaks(),
    };
  } finally {
    await memory.stop();
    await script.stop();
  }
}

async function warmUp(
  terminal: Terminal,
  services: Services,
  script: ScriptSide,
  workload: Workload,
): Promise<void> {
  await runUpload(services, workload, terminal.signal);
  await script.run(workload);
  await script.runBare(workload);
}
