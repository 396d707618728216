import { DecisionWork, RecordedDecision } from '@bora/contracts';
import { waitUntil } from '@bora/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApi } from './support/running-api.ts';
import { verification } from './support/trail.ts';
import { approval, codeOf, openWorkflowStage, type WorkflowStage } from './support/workflow-stage.ts';

let stage: WorkflowStage;
beforeAll(async () => {
  stage = await openWorkflowStage();
});
afterAll(() => stage?.close());

test('whoever settles what is referred looks at what was given for it, and at nothing else of others', async () => {
  const { bruno, decided, ask } = stage;
  const statuses = async (id: string | undefined) => [
    (await ask('GET', `decisions/${id}`, bruno)).status,
    (await ask('GET', `decisions/${id}/values`, bruno)).status,
  ];
  expect(await statuses(decided.refer[0])).toEqual([200, 200]);
  expect(await statuses(decided.decline.at(-1))).toEqual([404, 404]);
});

test('the queue holds the referred decisions, oldest first, and settled ones leave it', async () => {
  const { ana, decided, ask, queue } = stage;
  const before = await queue();
  expect(before.items.map(({ decisionId }) => decisionId).sort()).toEqual([...decided.refer].sort());
  const times = before.items.map(({ decidedAt }) => decidedAt);
  expect(times).toEqual([...times].sort());
  const [id] = decided.refer;
  const settled = DecisionWork.parse(
    await (await ask('POST', `decisions/${id}/overrides`, ana, approval)).json(),
  );
  expect(settled).toMatchObject({ decision: { decision: 'refer', overriddenTo: 'approve' } });
  expect((await queue()).waiting).toBe(before.waiting - 1);
});

test('of two people who claim at once on two api processes one gets it, and the other cannot decide', async () => {
  const { api, ana, bruno, decided, ask } = stage;
  const id = decided.refer[1]!;
  const other = await startApi({ DATABASE_URL: api.databaseUrl });
  const claims = await Promise.all([
    ask('PUT', `decisions/${id}/claim`, ana),
    ask('PUT', `decisions/${id}/claim`, bruno, undefined, other),
  ]);
  // Its stores are others: it may do nothing more of the record.
  await other.close();
  expect(claims.map(({ status }) => status).sort()).toEqual([200, 409]);
  const [holder, loser] = claims[0]!.ok ? [ana, bruno] : [bruno, ana];
  expect(await codeOf(await ask('POST', `decisions/${id}/overrides`, loser, approval))).toBe(
    'already-claimed',
  );
  expect(await codeOf(await ask('DELETE', `decisions/${id}/claim`, loser))).toBe('already-claimed');
  expect((await ask('DELETE', `decisions/${id}/claim`, holder)).status).toBe(200);
  expect((await ask('POST', `decisions/${id}/overrides`, loser, approval)).status).toBe(200);
});

test('a request for review brings a decision into the queue until a person has decided', async () => {
  const { ana, bruno, decided, ask, queue, workOf } = stage;
  const id = decided.decline[2]!;
  const asked = { requestedOn: '2026-11-02', text: 'By letter' };
  const work = DecisionWork.parse(
    await (await ask('POST', `decisions/${id}/review-requests`, ana, asked)).json(),
  );
  expect(work.reviewRequests[0]).toMatchObject({ requestedOn: '2026-11-02', settledAt: null });
  const waitsFor = async () => (await queue()).items.find((item) => item.decisionId === id)?.waitsFor;
  expect(await waitsFor()).toBe('review');
  const upheld = {
    decision: 'decline',
    reason: 'model-upheld',
    text: 'Looked at with the applicant',
    amount: 1,
  };
  await ask('POST', `decisions/${id}/overrides`, bruno, upheld);
  expect(await waitsFor()).toBeUndefined();
  await ask('POST', `decisions/${id}/notes`, bruno, { text: 'Called on Monday' });
  expect((await workOf(id)).notes).toMatchObject([{ text: 'Called on Monday', by: { name: bruno.name } }]);
});

test("an applicant's erasure removes what people wrote, and leaves the decisions and the trail whole", async () => {
  const { api, bruno, decided, workOf } = stage;
  const id = decided.decline[2]!;
  const { applicantId } = RecordedDecision.parse(await (await fetch(`${api.url}/v1/decisions/${id}`)).json());
  const asked = await fetch(`${api.url}/v1/applicants/erasures`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ applicantId }),
  });
  expect(asked.status).toBe(202);
  await waitUntil(async () => (await workOf(id)).decision.applicantId === null, {
    what: 'the applicant to be erased',
  });
  const work = await workOf(id);
  expect(work.notes).toEqual([]);
  expect(work.overrides).toMatchObject([{ text: '', decision: 'decline', by: { name: bruno.name } }]);
  expect(work.reviewRequests).toMatchObject([{ text: '' }]);
  expect((await verification(api)).findings).toEqual([]);
});

test('an erased applicant leaves the queue', async () => {
  const { api, decided, queue } = stage;
  const id = decided.refer[2]!;
  const queued = async () => (await queue()).items.some(({ decisionId }) => decisionId === id);
  expect(await queued()).toBe(true);
  const { applicantId } = RecordedDecision.parse(await (await fetch(`${api.url}/v1/decisions/${id}`)).json());
  await fetch(`${api.url}/v1/applicants/erasures`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ applicantId }),
  });
  await waitUntil(async () => !(await queued()), { what: 'the decision to leave' });
});
