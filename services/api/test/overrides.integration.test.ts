import { DecisionWork, OverrideReport, RecordedDecision } from '@bora/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SignedIn, signedInAs } from './support/signed-in.ts';
import { asSuperuser, trailEntries, verification } from './support/trail.ts';
import {
  approval,
  codeOf,
  decline,
  openWorkflowStage,
  type WorkflowStage,
} from './support/workflow-stage.ts';

let stage: WorkflowStage;
beforeAll(async () => {
  stage = await openWorkflowStage();
});
afterAll(() => stage?.close());

test('approving what the policy declines waits until another person confirms it, never oneself', async () => {
  const { ana, bruno, decided, ask, workOf } = stage;
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
  const { api, ana, bruno, decided, ask, workOf } = stage;
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
  const { ana, decided, ask } = stage;
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
  const { api, ana, decided, ask } = stage;
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
  const { api, ana, decided, ask, workOf } = stage;
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

test('a reason that is none of the list, or not for this decision, is refused by name', async () => {
  const { ana, decided, ask } = stage;
  const id = decided.approve[5]!;
  for (const reason of ['because', 'verified-income']) {
    const refused = await ask('POST', `decisions/${id}/overrides`, ana, { ...decline, reason });
    expect(await codeOf(refused)).toBe('override-invalid');
  }
  expect((await ask('POST', `decisions/${id}/overrides`, ana, { ...decline, text: ' ' })).status).toBe(400);
  expect(await codeOf(await ask('PUT', 'decisions/no-such-one/claim', ana))).toBe('decision-not-found');
});

test('the report counts by officer and direction, with the outcomes that are known', async () => {
  const { api, ana, bruno, decided, ask } = stage;
  const analyst = await signedInAs(api, 'analyst');
  const upheld = { ...decline, reason: 'model-upheld' };
  const reviewed = `decisions/${decided.decline[2]}`;
  await ask('POST', `${reviewed}/review-requests`, ana, { requestedOn: '2026-11-02', text: 'By letter' });
  expect((await ask('POST', `${reviewed}/overrides`, bruno, upheld)).status).toBe(200);
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
