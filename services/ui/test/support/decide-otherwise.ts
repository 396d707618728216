import { OverrideReasonList, ReferQueue, type Settled } from '@bora/contracts';

/** The ids of the decisions that wait for a person, oldest first. */
export async function waitingDecisions(url: string): Promise<ReferQueue> {
  const found = await fetch(`${url}/v1/referrals/search`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  return ReferQueue.parse(await found.json());
}

/** Decides about a decision as the person whose key the tests have. */
export async function decideOtherwise(url: string, decisionId: string, decision: Settled): Promise<void> {
  const { reasons } = OverrideReasonList.parse(await (await fetch(`${url}/v1/override-reasons`)).json());
  const reason = reasons.find(({ decisions }) => decisions.includes(decision))?.code;
  const answer = await fetch(`${url}/v1/decisions/${decisionId}/overrides`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ decision, reason, text: 'Seen in the branch' }),
  });
  if (!answer.ok) throw new Error(`Nothing was decided: ${answer.status}`);
}
