import { type Decision, NoticeList, Problem } from '@bora/contracts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { decidedBatch } from './support/decided-batch.ts';
import { type RunningApi, startApi } from './support/running-api.ts';
import { startScoringApi } from './support/scoring-api.ts';
import { search } from './support/search.ts';
import { type SignedIn, signedInAs } from './support/signed-in.ts';
import { asSuperuser, trailEntries } from './support/trail.ts';

const creditor = {
  COMPLIANCE_PROFILE: 'us-ecoa',
  CREDITOR_NAME: 'Bank <b>of</b> Test & Sons Inc.',
  CREDITOR_ADDRESS: '1 Main Street, Springfield',
  CREDITOR_AGENCY: 'Federal Trade Commission, Washington, DC 20580',
};
let api: RunningApi;
let ana: SignedIn;
let decided: Record<Decision, string[]>;
beforeAll(async () => {
  api = await startScoringApi(creditor);
  ana = await signedInAs(api, 'officer');
  decided = await decidedBatch(api, 60, { ...ana.headers, origin: api.url });
});
afterAll(() => api?.close());

const call = (method: string, path: string, at = api, who = ana) => {
  const { 'content-type': _, ...headers } = who.headers;
  return fetch(`${at.url}/v1/${path}`, { method, headers: { ...headers, origin: at.url } });
};
const due = async (wanted: object = {}): Promise<NoticeList> => {
  const { 'content-type': _, ...headers } = ana.headers;
  const found = await search(`${api.url}/v1/notices/search`, { limit: 200, ...wanted }, headers);
  return NoticeList.parse(await found.json());
};
const codeOf = async (response: Response) => Problem.parse(await response.json()).code;

test('every declined decision is due, with the days that are left, and no other one', async () => {
  const list = await due();
  expect(list).toMatchObject({ daysToSend: 30, missing: [], overdue: 0, due: decided.decline.length });
  expect(list.notices.map(({ decisionId }) => decisionId).sort()).toEqual([...decided.decline].sort());
  expect(new Set(list.notices.map(({ daysLeft }) => daysLeft))).toEqual(new Set([30]));
});

test('a notice says the principal reasons, who decided and what the law asks for, and holds no markup of others', async () => {
  const [id] = decided.decline;
  const answer = await call('GET', `decisions/${id}/notice.html`);
  const html = await answer.text();
  expect(html).toContain('Bank &lt;b&gt;of&lt;/b&gt; Test &amp; Sons Inc.<br>');
  expect(html).toContain('your application to Bank &lt;b&gt;of&lt;/b&gt; Test &amp; Sons Inc.</p>');
  expect(html).toContain('Principal reasons for our decision');
  expect(html).toMatch(/<ol><li>[^<]+<\/li>/);
  expect(html).toContain('prohibits creditors from discriminating');
  expect(html).toContain('Federal Trade Commission');
  expect(html).toContain('Draft, not issued');
  expect(html).not.toMatch(/<script|legal advice|\{\w+\}|style="/i);
  expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
});

test('a notice is issued once, recorded with who and which version, and no longer due', async () => {
  const [id] = decided.decline;
  const answers = await Promise.all([
    call('POST', `decisions/${id}/notice`),
    call('POST', `decisions/${id}/notice`),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  const html = await (await call('GET', `decisions/${id}/notice.html`)).text();
  expect(html).toContain('Date of this notice');
  expect(html).not.toContain('Draft');
  const [entry] = await trailEntries(api, '&action=notice.issue&outcome=done');
  expect(entry).toMatchObject({ objectId: id, actor: { name: ana.name } });
  expect(entry!.changes).toEqual([{ setting: 'notice', from: null, to: 'us-ecoa/1' }]);
  expect((await due()).notices.map(({ decisionId }) => decisionId)).not.toContain(id);
});

test('a decision that is not declined has no notice', async () => {
  expect(await codeOf(await call('POST', `decisions/${decided.approve[0]}/notice`))).toBe('not-declined');
  expect(await codeOf(await call('GET', `decisions/${decided.refer[0]}/notice.html`))).toBe('not-declined');
});

test('a referred decision that a person declined is due, for the reason of that person', async () => {
  const id = decided.refer[0]!;
  await fetch(`${api.url}/v1/decisions/${id}/overrides`, {
    method: 'POST',
    headers: ana.headers,
    body: JSON.stringify({ decision: 'decline', reason: 'unverifiable', text: 'Nobody answers' }),
  });
  expect((await due()).notices.map(({ decisionId }) => decisionId)).toContain(id);
  const html = await (await call('GET', `decisions/${id}/notice.html`)).text();
  expect(html).toContain('<ol><li>Information given in the application could not be verified</li></ol>');
});

/** Asks for a notice, and makes a change of the database when the request has read the decision and waits for it. */
function noticeDuring(id: string, change: string): Promise<Response> {
  return asSuperuser(api.databaseUrl, async (client) => {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [id]);
    const notice = call('POST', `decisions/${id}/notice`);
    await vi.waitFor(async () => {
      const { rows } = await client.query("select from pg_locks where locktype = 'advisory' and not granted");
      expect(rows).toHaveLength(1);
    }, 10_000);
    await client.query(`${change} where source_id = $1 and row_number = $2`, [
      id.slice(0, 36),
      Number(id.slice(37)),
    ]);
    await client.query('commit');
    return notice;
  });
}

test('no notice is issued of what somebody approves at the same moment', async () => {
  const id = decided.decline[5]!;
  await fetch(`${api.url}/v1/decisions/${id}/overrides`, {
    method: 'POST',
    headers: ana.headers,
    body: JSON.stringify({ decision: 'approve', reason: 'verified-income', text: 'Seen on paper' }),
  });
  const answer = await noticeDuring(id, "update overrides set state = 'stands', settled_at = now()");
  expect(await codeOf(answer)).toBe('not-declined');
});

test('no notice is issued about somebody who is erased at the same moment', async () => {
  const answer = await noticeDuring(decided.decline[6]!, 'update decisions set applicant_id = null');
  expect(await codeOf(answer)).toBe('values-gone');
});

test('a search that finds decisions of one applicant alone is found in the trail under that applicant', async () => {
  const [only] = (await due({ limit: 1 })).notices;
  const [entry] = await trailEntries(api, `&action=notice.view-due&subject=${only!.applicantId}`);
  expect(entry).toMatchObject({ outcome: 'done', actor: { name: ana.name } });
});

test('what is late stands first and is counted', async () => {
  const late = decided.decline[3]!;
  await asSuperuser(api.databaseUrl, async (client) => {
    for (const table of ['decisions', 'adverse_actions'])
      await client.query(
        `update ${table} set decided_at = decided_at - interval '31 days' where source_id = $1 and row_number = $2`,
        [late.slice(0, 36), Number(late.slice(37))],
      );
  });
  const list = await due();
  expect(list.overdue).toBe(1);
  expect(list.notices[0]).toMatchObject({ decisionId: late, daysLeft: -1 });
});

test('without the creditor a notice is refused, naming the settings that are missing', async () => {
  const unset = await startApi({
    COMPLIANCE_PROFILE: 'us-ecoa',
    DATABASE_URL: api.databaseUrl,
    CREDITOR_NAME: 'Bank',
  });
  try {
    const refused = await call('POST', `decisions/${decided.decline[4]}/notice`, unset);
    const problem = Problem.parse(await refused.json());
    expect(problem).toMatchObject({
      code: 'creditor-unset',
      fields: ['CREDITOR_ADDRESS', 'CREDITOR_AGENCY'],
    });
  } finally {
    await unset.close();
  }
});
