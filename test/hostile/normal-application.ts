import { outcomeOfResponse } from './answer.ts';
import { application } from './applicants.ts';
import { send } from './post.ts';
import type { Target } from './target.ts';

/** What becomes of a good application now: `200 scored` where all is well. */
export async function normalApplication(target: Pick<Target, 'url' | 'key'>): Promise<string> {
  try {
    const headers = { prefer: 'wait=10' };
    const sending = { path: '/v1/scores', type: 'application/json', headers };
    return await outcomeOfResponse(await send(target, JSON.stringify(application()), sending));
  } catch (error) {
    return `no answer (${error instanceof Error ? error.message : error})`;
  }
}

export async function assertScores(target: Pick<Target, 'url' | 'key'>): Promise<void> {
  const outcome = await normalApplication(target);
  if (outcome !== '200 scored') throw new Error(`A good application met: ${outcome}`);
}
