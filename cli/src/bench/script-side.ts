import { join } from 'node:path';
import { z } from 'zod';
import { startBenchChild } from './bench-child.ts';
import type { Platform } from './platform.ts';
import { checkFiles } from './upload-side.ts';
import type { Workload } from './workload.ts';

const rowsPerChunk = z.int().min(1);
export const ScriptRequest = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('load') }),
  z.strictObject({
    kind: z.literal('score'),
    file: z.string(),
    out: z.strictObject({ scores: z.string(), rejects: z.string() }),
    rowsPerChunk,
  }),
  z.strictObject({ kind: z.literal('bare'), file: z.string(), rowsPerChunk }),
]);
type ScriptRequest = z.infer<typeof ScriptRequest>;

/** The script without a queue, in a process of its own. */
export interface ScriptSide {
  readonly backend: string;
  /** Rows a second of the whole work. */
  run(workload: Workload): Promise<number>;
  /** Rows a second of the network alone. */
  runBare(workload: Workload): Promise<number>;
  stop(): Promise<void>;
}

const Timed = z.object({ seconds: z.number().positive() });

/** Starts the process and loads the model. `chunkRows` is the chunk size of the platform. */
export async function startScriptSide(platform: Platform, chunkRows: number): Promise<ScriptSide> {
  const { modelStore, policyStore, logsFolder, folder } = platform;
  const child = startBenchChild('script-process.ts', { modelStore, policyStore }, logsFolder);
  const ask = <Answer>(request: ScriptRequest, answer: z.ZodType<Answer>) => child.ask(request, answer);
  const out = { scores: join(folder, 'script-scores.csv'), rejects: join(folder, 'script-rejects.csv') };
  try {
    const { backend } = await ask({ kind: 'load' }, z.object({ backend: z.string() }));
    return {
      backend,
      async run({ path, rows }) {
        const { seconds } = await ask({ kind: 'score', file: path, out, rowsPerChunk: chunkRows }, Timed);
        await checkFiles([out.scores, out.rejects], rows, 'script without a queue');
        return rows / seconds;
      },
      async runBare({ path, rows }) {
        const { seconds } = await ask({ kind: 'bare', file: path, rowsPerChunk: chunkRows }, Timed);
        return rows / seconds;
      },
      stop: child.stop,
    };
  } catch (error) {
    await child.stop();
    throw error;
  }
}
