import { Batch } from '@bora/contracts';
import { applicantFile } from '../applicants.ts';
import type { HostileCase } from '../hostile-case.ts';
import { scoredBatch, send } from '../post.ts';
import type { Target } from '../target.ts';
import { Wire } from '../wire.ts';
import { head } from '../wire-case.ts';

const times = <Result>(count: number, make: () => Promise<Result>) =>
  Promise.all(Array.from({ length: count }, make));

/** Whoever asks for much and reads nothing of it. */
export const neverRead: readonly HostileCase[] = [
  {
    name: 'events-never-read',
    sends: '200 listeners to the progress of a batch that never read, on a batch that waits',
    outcome: '202 scored 20000',
    withinMs: 60_000,
    isFast: true,
    attack: async (target) => {
      const response = await send(target, applicantFile(20_000));
      const { id } = Batch.parse(await response.clone().json());
      const wires = await times(200, () => unread(target, `/v1/batches/${id}/events`));
      const outcome = await scoredBatch(target, response);
      for (const { socket } of wires) socket.destroy();
      return outcome;
    },
  },
  {
    name: 'export-never-read',
    sends: '50 downloads of 20,000 scores that are never read',
    outcome: 'each is held back',
    withinMs: 60_000,
    attack: async (target) => {
      const response = await send(target, applicantFile(20_000));
      const { id } = Batch.parse(await response.clone().json());
      await scoredBatch(target, response);
      const wires = await times(50, () => unread(target, `/v1/batches/${id}/scores.csv`));
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      for (const { socket } of wires) socket.destroy();
      return 'each is held back';
    },
  },
];

/** A request whose answer waits in the system's buffers for ever. */
async function unread(target: Target, path: string): Promise<Wire> {
  const wire = await Wire.open(target.url);
  wire.socket.pause();
  await wire.send(head(target, `GET ${path}`));
  return wire;
}
