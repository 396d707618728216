import { parentPort, workerData } from 'node:worker_threads';
import { selectBackend } from '../backend.ts';
import { trainNetwork } from '../optimizer/train-network.ts';
import type { ThreadSettings, TrainingAnswer, TrainingTask } from './training-message.ts';

const port = parentPort;
if (!port) throw new Error('training-thread.ts is the body of a thread: start it with trainInThreads.');
const { backend }: ThreadSettings = workerData;
await selectBackend(backend);

const answer = (message: TrainingAnswer): void => port.postMessage(message);

// An error ends the thread, and so reaches whoever waits for the task.
port.on('message', async (task: TrainingTask) => {
  const network = await trainNetwork({
    ...task,
    onProgress: (progress) => answer({ kind: 'progress', progress }),
  });
  answer({ kind: 'trained', network });
});
