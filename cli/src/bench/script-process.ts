import { readFile } from 'node:fs/promises';
import { parseApplicants } from '@bora/features';
import { z } from 'zod';
import { answerParent } from './bench-child.ts';
import { cutFile } from './file-chunks.ts';
import { type LoadedModel, loadModel, ModelLocation } from './loaded-model.ts';
import { scoreWithoutQueue } from './queueless-script.ts';
import { ScriptRequest } from './script-side.ts';

// The process of the script without a queue: the model is loaded once, the work of each file is timed.
const location = ModelLocation.parse(JSON.parse(z.string().parse(process.argv[2])));
const loading = loadModel(location);

answerParent(async (message) => {
  const request = ScriptRequest.parse(message);
  const loaded = await loading;
  if (request.kind === 'load') return { backend: loaded.backend };
  if (request.kind === 'bare')
    return { seconds: await bareSeconds(loaded, request.file, request.rowsPerChunk) };
  const startedAtMs = performance.now();
  await scoreWithoutQueue(loaded, request.file, request.out, request.rowsPerChunk);
  return { seconds: (performance.now() - startedAtMs) / 1000 };
});

/** Seconds of the network alone, as the scorer serves it, over rows that were encoded before. */
async function bareSeconds(
  { scorer, encoder, network }: LoadedModel,
  file: string,
  rowsPerChunk: number,
): Promise<number> {
  const { layout, chunks } = cutFile(await readFile(file), scorer.schema, rowsPerChunk);
  let milliseconds = 0;
  for (const chunk of chunks) {
    const { table } = parseApplicants(chunk.bytes, layout, scorer.schema, chunk);
    const { rows } = encoder.encode(table);
    const startedAtMs = performance.now();
    network.logits(rows);
    milliseconds += performance.now() - startedAtMs;
  }
  return milliseconds / 1000;
}
