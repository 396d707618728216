import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { Score } from '@bora/contracts';
import { parseAnswer } from '../score/api-client.ts';
import { type ApiTarget, authorization } from '../score/api-target.ts';
import { CliError } from '../terminal/cli-error.ts';

/** Scores single applications one after the other over one connection. */
export interface SingleClient {
  /** Milliseconds from the request to the whole answer, which holds the score. */
  score(application: string): Promise<number>;
  close(): void;
}

export function openSingleClient(api: ApiTarget, signal: AbortSignal): SingleClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const target = new URL('v1/scores', api.url);
  async function post(application: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const sent = request(target, {
        method: 'POST',
        agent,
        signal,
        headers: { 'content-type': 'application/json', prefer: 'wait=5', ...authorization(api) },
      });
      sent.once('error', reject);
      sent.once('response', (response) => {
        text(response).then((body) => {
          if (response.statusCode === 200) resolve(body);
          else
            reject(
              new CliError(
                `A single application was answered with ${response.statusCode} instead of its score.`,
              ),
            );
        }, reject);
      });
      sent.end(application);
    });
  }
  return {
    async score(application) {
      const startedAtMs = performance.now();
      const body = await post(application);
      const milliseconds = performance.now() - startedAtMs;
      parseAnswer(target, body, Score);
      return milliseconds;
    },
    close: () => agent.destroy(),
  };
}
