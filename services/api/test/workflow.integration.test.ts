import {
  type Decision,
  DecisionWork,
  OverrideReport,
  Problem,
  RecordedDecision,
  ReferQueue,
} from '@bora/contracts';
import { waitUntil } from '@bora/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decidedBatch } from './support/decided-batch.ts';
import { type RunningApi, startApi } from './support/running-api.ts';
import { type SignedIn, signedInAs } from './support/signed-in.ts';
import { startSimulatedWorker } from './support/simulated-worker.ts';
import { asSuperuser, trailEntries, verification } from './support/trail.ts';

let api: RunningApi;
let worker: { close(): Promise<void> };
let ana: SignedIn;
let bruno: SignedIn;
let decided: Record<Decision, string[]>;
beforeAll(async () => {
  api = await startApi({ SECOND_PERSON_ABOVE: '10000' });
  worker = startSimulatedWorker(api.redisServer.url, api.cipher);
  [ana, bruno] = [await signedInAs(api, 'officer'), await signedInAs(api, 'officer')];
  decided = await decidedBatch(api, 100, { ...ana.headers, origin: api.url });
});
afterAll(async () => {
  await worker?.close();
  await api?.close();
});

function ask(method: string, path: string, who: SignedIn, body?: unknown, at = api): Promise<Response> {
  const headers: Record<string, string> = { ...who.headers, origin: at.url };
  if (body === undefined) delete headers['content-type'];
  return fetch(`${at.url}/v1/${path}`, {
    method,
    headers,
    body: body === undefined ? null : JSON.stringify(body),
  });
}

async function queue(wanted: object = {}, who = ana): Promise<ReferQueue> {
  const found = await ask('POST', 'referrals/search', who, { limit: 200, ...wanted });
  return ReferQueue.parse(await found.json());
}

async function codeOf(response: Response): Promise<string> {
  return Problem.parse(await response.json()).code;
}

async function workOf(id: string, who = ana): Promise<DecisionWork> {
  return DecisionWork.parse(await (await ask('GET', `decisions/${id}/work`, who)).json());
}

const approval = {
  decision: 'approve',
  reason: 'verified-income',
  text: 'Payslips of three months',
  amount: 500,
};
const decline = {
  decision: 'decline',
  reason: 'unverifiable',
  text: 'The employer knows nobody',
  amount: 500,
};

test('whoever settles what is referred looks at what was given for it, and at nothing else of others', async () => {
  const statuses = async (id: string | undefined) => [
    (await ask('GET', `decisions/${id}`, bruno)).status,
    (await ask('GET', `decisions/${id}/values`, bruno)).status,
  ];
  expect(await statuses(decided.refer[0])).toEqual([200, 200]);
  expect(await statuses(decided.decline.at(-1))).toEqual([404, 404]);
});

test('the queue holds the referred decisions, oldest first, and settled ones leave it', async () => {
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

test('approving what the policy declines waits until another person confirms it, never oneself', async () => {
  const [id] = decided.decline;
  const proposed = DecisionWork.parse(
    await (await ask('POST', `decisions/${id}/overrides`, ana, approval)).json(),
  );
  expect(proposed).toMatchObject({ decision: { overriddenTo: null }, overrides: [{ state: 'proposed' }] });
  const confirmation = `decisions/${id}/overrides/${proposed.overrides[0]!.id}/confirmation`;
  expect(await codeOf(await ask('POST', confirmation, ana, { stands: true }))).toBe('own-override');
  expect(await codeOf(await ask('POST', `decisions/${id}/overrides`, bruno, decline))).toBe('override-waits');
  expect((await workOf(id!)).decision.overriddenTo).toBeNull();
  const confirmed = await ask('POST', confirmation, bruno, { stands: true });
  expect(DecisionWork.parse(await confirmed.json())).toMatchObject({
    decision: { decision: 'decline', overriddenTo: 'approve', overriddenBy: { name: ana.name } },
    overrides: [{ state: 'stands', settledBy: { name: bruno.name } }],
  });
  expect(await codeOf(await ask('POST', confirmation, bruno, { stands: false }))).toBe('override-settled');
});

test('of two who settle one override at once one does, and a refused one changes nothing', async () => {
  const id = decided.decline[1]!;
  const carla = await signedInAs(api, 'officer');
  const proposed = DecisionWork.parse(
    await (await ask('POST', `decisions/${id}/overrides`, ana, approval)).json(),
  );
  const confirmation = `decisions/${id}/overrides/${proposed.overrides[0]!.id}/confirmation`;
  const answers = await Promise.all([
    ask('POST', confirmation, bruno, { stands: false }),
    ask('POST', confirmation, carla, { stands: false }),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(await workOf(id)).toMatchObject({
    decision: { overriddenTo: null },
    overrides: [{ state: 'refused' }],
  });
});

test('an amount above the setting, and one that is not said, take two people', async () => {
  const high = { ...decline, amount: 10_001 };
  const low = { ...decline, amount: 10_000 };
  const { amount: _, ...unsaid } = decline;
  const stateOf = async (id: string, body: unknown) =>
    DecisionWork.parse(await (await ask('POST', `decisions/${id}/overrides`, ana, body)).json()).overrides[0]!
      .state;
  expect(await stateOf(decided.approve[0]!, high)).toBe('proposed');
  expect(await stateOf(decided.approve[1]!, low)).toBe('stands');
  expect(await stateOf(decided.approve[2]!, unsaid)).toBe('proposed');
});

test('the recorded decision never changes, and the trail tells what it was and what it became', async () => {
  const id = decided.approve[3]!;
  const before = RecordedDecision.parse(await (await fetch(`${api.url}/v1/decisions/${id}`)).json());
  await ask('POST', `decisions/${id}/overrides`, ana, decline);
  const after = RecordedDecision.parse(await (await fetch(`${api.url}/v1/decisions/${id}`)).json());
  expect(after).toEqual({
    ...before,
    overriddenTo: 'decline',
    overriddenBy: { id: ana.id, name: ana.name },
    overriddenAt: expect.any(String),
  });
  const [entry] = await trailEntries(api, `&action=decision.override&objectId=${id}`);
  expect(entry).toMatchObject({ outcome: 'done', actor: { name: ana.name, roles: ['officer'] } });
  expect(entry!.changes).toContainEqual({ setting: 'decision', from: 'approve', to: 'decline' });
  expect(JSON.stringify(entry)).not.toContain('The employer');
});

test('a change whose entry cannot be appended does not happen either', async () => {
  const id = decided.approve[4]!;
  await asSuperuser(api.databaseUrl, async (client) => {
    await client.query('alter table audit_entries rename to audit_entries_away');
    const refused = await ask('POST', `decisions/${id}/overrides`, ana, decline);
    await client.query('alter table audit_entries_away rename to audit_entries');
    expect(refused.status).toBe(500);
  });
  expect((await workOf(id)).overrides).toEqual([]);
  expect((await verification(api)).findings).toEqual([]);
});

test('a request for review brings a decision into the queue until a person has decided', async () => {
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

test('a reason that is none of the list, or not for this decision, is refused by name', async () => {
  const id = decided.approve[5]!;
  for (const reason of ['because', 'verified-income']) {
    const refused = await ask('POST', `decisions/${id}/overrides`, ana, { ...decline, reason });
    expect(await codeOf(refused)).toBe('override-invalid');
  }
  expect((await ask('POST', `decisions/${id}/overrides`, ana, { ...decline, text: ' ' })).status).toBe(400);
  expect(await codeOf(await ask('PUT', 'decisions/no-such-one/claim', ana))).toBe('decision-not-found');
});

test('the report counts by officer and direction, with the outcomes that are known', async () => {
  const analyst = await signedInAs(api, 'analyst');
  await asSuperuser(api.databaseUrl, (client) =>
    client.query(`insert into outcomes (source_id, row_number, decided_at, bad, observed_on, pd, score, model_name,
      model_version, file_id) select source_id, row_number, now(), true, now(), 0.5, 500, 'invented', 'v1', gen_random_uuid()
      from overrides where state = 'stands' and decision = 'approve' and from_decision = 'decline'`),
  );
  const { officers } = OverrideReport.parse(await (await ask('GET', 'override-report', analyst)).json());
  const of = (person: SignedIn) => officers.find(({ officer }) => officer.id === person.id);
  expect(of(ana)).toMatchObject({ lowSide: 1, highSide: 2, waiting: 2, bad: 1 });
  expect(of(bruno)).toMatchObject({ upheld: 1 });
  expect((await ask('GET', 'override-report', ana)).status).toBe(403);
  expect((await ask('POST', 'referrals/search', analyst, {})).status).toBe(403);
});
