import { Batch } from '@bora/contracts';
import { completed } from '../src/client.ts';
import { outcomeOfResponse } from './answer.ts';
import type { Body } from './body.ts';
import type { Target } from './target.ts';

type Under = Pick<Target, 'url' | 'key' | 'accepted'>;

export interface Sending {
  readonly path?: string;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends a body, a file to be scored unless told, as the key's owner. */
export function send(
  { url, key }: Pick<Target, 'url' | 'key'>,
  body: Body,
  { path = '/v1/batches', type = 'text/csv', headers = {} }: Sending = {},
): Promise<Response> {
  return fetch(`${url}${path}`, {
    method: 'POST',
    body,
    headers: { ...key, 'content-type': type, ...headers },
    duplex: 'half',
  } as RequestInit);
}

/** What became of something that is to be refused. */
export async function refused(target: Under, body: Body, sending: Sending = {}): Promise<string> {
  return outcomeOfResponse(await send(target, body, sending));
}

/** What became of a file that is to be scored: `202 scored N`, with ` rejected M` where there are rejects. */
export async function scored(target: Under, body: Body, sending: Sending = {}): Promise<string> {
  return scoredBatch(target, await send(target, body, sending));
}

/** What became of a file that was sent somehow. */
export async function scoredBatch(target: Under, response: Response): Promise<string> {
  if (response.status !== 202) return outcomeOfResponse(response);
  const { id } = Batch.parse(await response.json());
  target.accepted.add(id);
  const { rowsScored, rowsRejected } = await endedBatch(target, id);
  return `202 scored ${rowsScored}${rowsRejected > 0 ? ` rejected ${rowsRejected}` : ''}`;
}

/** The batch when all its rows are scored or rejected. */
export async function endedBatch(target: Under, id: string): Promise<Batch> {
  return completed(target.url, id, 120_000, target.key);
}

/** Reads something as the key's owner. */
export function read({ url, key }: Pick<Target, 'url' | 'key'>, path: string): Promise<Response> {
  return fetch(`${url}${path}`, { headers: key });
}
