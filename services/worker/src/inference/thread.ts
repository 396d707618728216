import { parentPort, workerData } from 'node:worker_threads';
import { stepBack } from '../step-back.ts';
import type { ThreadReply, ThreadRequest, ThreadSettings, ThreadTask } from './protocol.ts';
import { createThreadHandler } from './thread-handler.ts';

// The entry of an inference thread: tasks come and go one after the other.
const settings: ThreadSettings = workerData;
stepBack(settings.niceness);
const handle = createThreadHandler(settings);
/** After a trap the wasm heap answers nothing any more: the thread ends, and another takes its place. */
const wasmTrap = 'RuntimeError';
let last: Promise<void> = Promise.resolve();

parentPort?.on('message', (request: ThreadRequest) => {
  last = last.then(() => answer(request));
});

async function answer({ id, task }: ThreadRequest): Promise<void> {
  const startedAt = performance.now();
  let reply: ThreadReply;
  try {
    const answer = await handle(task);
    reply = { id, ok: true, answer, seconds: (performance.now() - startedAt) / 1000 };
  } catch (error) {
    reply = { id, ok: false, error: codeAndMessage(error, task.kind) };
  }
  parentPort?.postMessage(reply);
  if (!reply.ok && reply.error.code === wasmTrap) process.exit(1);
}

/** While rows are scored an error's message may hold a value of an applicant: then it stays here. */
function codeAndMessage(error: unknown, task: ThreadTask['kind']): { code: string; message: string } {
  if (!(error instanceof Error)) return { code: 'unknown-error', message: 'The task could not be done.' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return {
    code,
    message: task === 'load-model' || task === 'start' ? error.message : 'The rows could not be scored.',
  };
}
