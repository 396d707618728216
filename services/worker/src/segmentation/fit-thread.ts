import { parentPort, workerData } from 'node:worker_threads';
import type { ProblemCode } from '@bora/contracts';
import { FileError } from '@bora/features';
import { SegmentationError } from '@bora/segmentation';
import { stepBack } from '../step-back.ts';
import { fitFile, LayoutError } from './fit-file.ts';
import type { FitTask, ThreadAnswer, ThreadWord } from './fit-protocol.ts';

// The entry of a thread that reads and segments one file.
const port = parentPort!;
const task: FitTask = workerData;
stepBack(task.niceness);

const say = (word: ThreadWord) => port.postMessage(word);

const fileCodes: Record<string, ProblemCode> = {
  'record-too-long': 'file-record-too-long',
  'binary-file': 'file-binary',
  'unsupported-encoding': 'file-encoding',
  'unclosed-quote': 'file-unclosed-quote',
};

let last: Promise<unknown> = Promise.resolve();

/** One question after the other, also when a reading that was given up still waits: the next message is its answer. */
function ask(word: ThreadWord): Promise<ThreadAnswer> {
  const answer = last.then(
    () =>
      new Promise<ThreadAnswer>((resolve) => {
        port.once('message', resolve);
        say(word);
      }),
  );
  last = answer;
  return answer;
}

try {
  const result = await fitFile(task, {
    readPiece: async (piece) => (await ask({ kind: 'read-piece', piece })).bytes,
    keepMembers: async (page, json) => void (await ask({ kind: 'keep-members', page, json })),
    onProgress: (progress) => say({ kind: 'progress', progress }),
  });
  say({ kind: 'fitted', result });
} catch (error) {
  const isSaid =
    error instanceof SegmentationError || error instanceof LayoutError || error instanceof FileError;
  if (!isSaid) throw error;
  const code = error instanceof FileError ? (fileCodes[error.code] ?? 'file-unrecognised') : error.code;
  say({ kind: 'refused', code, message: error.message });
}
