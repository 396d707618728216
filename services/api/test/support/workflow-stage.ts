import { type Decision, DecisionWork, Problem, ReferQueue } from '@bora/contracts';
import { decidedBatch } from './decided-batch.ts';
import type { RunningApi } from './running-api.ts';
import { startScoringApi } from './scoring-api.ts';
import { type SignedIn, signedInAs } from './signed-in.ts';

/** An api with a hundred decisions, and two officers who work on them. */
export interface WorkflowStage {
  readonly api: RunningApi;
  readonly ana: SignedIn;
  readonly bruno: SignedIn;
  /** Ids of the decisions. */
  readonly decided: Record<Decision, string[]>;
  /** Asks as one of them, `at` this api or another one. */
  ask(method: string, path: string, who: SignedIn, body?: unknown, at?: RunningApi): Promise<Response>;
  /** What waits for people, as Ana sees it. */
  queue(): Promise<ReferQueue>;
  /** What people did about a decision. */
  workOf(id: string): Promise<DecisionWork>;
  close(): Promise<void>;
}

export async function openWorkflowStage(): Promise<WorkflowStage> {
  const api = await startScoringApi({ SECOND_PERSON_ABOVE: '10000' });
  const [ana, bruno] = [await signedInAs(api, 'officer'), await signedInAs(api, 'officer')];
  const ask: WorkflowStage['ask'] = (method, path, who, body, at = api) => {
    const headers: Record<string, string> = { ...who.headers, origin: at.url };
    if (body === undefined) delete headers['content-type'];
    return fetch(`${at.url}/v1/${path}`, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
    });
  };
  return {
    api,
    ana,
    bruno,
    decided: await decidedBatch(api, 100, { ...ana.headers, origin: api.url }),
    ask,
    async queue() {
      const found = await ask('POST', 'referrals/search', ana, { limit: 200 });
      return ReferQueue.parse(await found.json());
    },
    async workOf(id) {
      return DecisionWork.parse(await (await ask('GET', `decisions/${id}/work`, ana)).json());
    },
    close: () => api.close(),
  };
}

export async function codeOf(response: Response): Promise<string> {
  return Problem.parse(await response.json()).code;
}

export const approval = {
  decision: 'approve',
  reason: 'verified-income',
  text: 'Payslips of three months',
  amount: 500,
};
export const decline = {
  decision: 'decline',
  reason: 'unverifiable',
  text: 'The employer knows nobody',
  amount: 500,
};
