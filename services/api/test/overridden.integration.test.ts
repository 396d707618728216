import {
  BatchRow,
  BatchScores,
  type Decision,
  DecisionWork,
  NoticeList,
  RecordedDecision,
  ReferQueue,
  scoreColumns,
} from '@bora/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decidedBatch } from './support/decided-batch.ts';
import type { RunningApi } from './support/running-api.ts';
import { startScoringApi } from './support/scoring-api.ts';
import { foundDecisions, search } from './support/search.ts';
import { type SignedIn, signedInAs } from './support/signed-in.ts';

let api: RunningApi;
let ana: SignedIn;
let bruno: SignedIn;
let decided: Record<Decision, string[]>;
let batch: string;

beforeAll(async () => {
  api = await startScoringApi();
  [ana, bruno] = [await signedInAs(api, 'officer'), await signedInAs(api, 'officer')];
  decided = await decidedBatch(api, 60, { ...ana.headers, origin: api.url });
  batch = decided.refer[0]!.slice(0, 36);
});
afterAll(() => api?.close());

async function override(id: string, decision: string, reason: string, who = ana): Promise<DecisionWork> {
  const body = { decision, reason, text: 'Looked at it' };
  const answer = await search(`${api.url}/v1/decisions/${id}/overrides`, body, who.headers);
  return DecisionWork.parse(await answer.json());
}

/** What every place says of a decision: the list, the page, its row in the file, the scores, the CSV. */
async function saidEverywhere(id: string) {
  const row = Number(id.slice(37));
  const get = async (path: string) => (await fetch(`${api.url}/v1/${path}`)).json();
  const one = RecordedDecision.parse(await get(`decisions/${id}`));
  const listed = (await foundDecisions(api.url, { batch })).find((found) => found.id === id);
  const ofRow = BatchRow.parse(await get(`batches/${batch}/rows/${row}`)).score;
  const scores = BatchScores.parse(await get(`batches/${batch}/scores?offset=${row - 1}&limit=1`)).scores[0];
  const csv = await (await fetch(`${api.url}/v1/batches/${batch}/scores.csv`)).text();
  const [header, ...lines] = csv.trimEnd().split('\n');
  const cells = lines[row - 1]!.split(',');
  const columns = header!.split(',');
  // From the end, but for the decision: a reason may hold a comma.
  const cell = (name: string) =>
    name === 'decision' ? cells[4] : cells.at(columns.indexOf(name) - columns.length);
  return {
    said: [one, listed, ofRow, scores].map((place) => ({
      decision: place?.decision,
      overriddenTo: place?.overriddenTo,
      by: place?.overriddenBy?.name,
      at: place?.overriddenAt,
    })),
    inCsv: {
      decision: cell('decision'),
      overriddenTo: cell('overriddenTo'),
      by: cell('overriddenBy'),
      at: cell('overriddenAt'),
    },
    confirmedBy: cell('confirmedBy'),
    header,
  };
}

test('what a person decided stands beside what was decided, in the same words in every list, page and file', async () => {
  const id = decided.approve[0]!;
  const work = await override(id, 'decline', 'unverifiable');
  const at = work.overrides[0]!.at;
  const { said, inCsv, confirmedBy, header } = await saidEverywhere(id);
  expect(confirmedBy).toBe('');
  const expected = { decision: 'approve', overriddenTo: 'decline', by: ana.name, at };
  expect(said).toEqual([expected, expected, expected, expected]);
  expect(inCsv).toEqual(expected);
  expect(header).toBe(scoreColumns.join(','));
});

test('a decision that was upheld, and one that waits for a second person, is not overridden anywhere', async () => {
  const [upheld, proposed] = [decided.decline[0]!, decided.decline[1]!];
  await override(upheld, 'decline', 'model-upheld');
  await override(proposed, 'approve', 'verified-income');
  for (const id of [upheld, proposed]) {
    const { said, inCsv } = await saidEverywhere(id);
    const nothing = { decision: 'decline', overriddenTo: null, by: undefined, at: null };
    expect(said).toEqual([nothing, nothing, nothing, nothing]);
    expect(inCsv).toEqual({ decision: 'decline', overriddenTo: '', by: '', at: '' });
  }
});

async function queue(wanted: object, who = ana): Promise<ReferQueue> {
  const found = await search(`${api.url}/v1/referrals/search`, { limit: 200, ...wanted }, who.headers);
  return ReferQueue.parse(await found.json());
}
const idsOf = ({ items }: ReferQueue) => items.map(({ decisionId }) => decisionId).sort();

test('the queue is searched by state, by person, by the beginning of an id and by age', async () => {
  const [first, second, third] = decided.refer as [string, string, string];
  await fetch(`${api.url}/v1/decisions/${first}/claim`, {
    method: 'PUT',
    headers: { cookie: bruno.headers.cookie!, origin: api.url },
  });
  await override(second, 'approve', 'verified-income', bruno);
  expect(idsOf(await queue({ mine: true }, bruno))).toEqual([first]);
  expect(idsOf(await queue({ mine: true }, ana))).toEqual([]);
  expect(idsOf(await queue({ state: 'settled', mine: true }, bruno))).toEqual([second]);
  expect(idsOf(await queue({ state: 'settled' }))).toContain(second);
  expect(idsOf(await queue({}))).not.toContain(second);
  const settled = (await queue({ state: 'settled' })).items.find(({ decisionId }) => decisionId === second);
  expect(settled).toMatchObject({ decision: 'refer', overriddenTo: 'approve', waitsFor: null });
  const { items } = await queue({});
  const { applicantId } = items.find(({ decisionId }) => decisionId === third)!;
  expect(idsOf(await queue({ applicantIdPrefix: applicantId }))).toContain(third);
  expect(idsOf(await queue({ applicantIdPrefix: 'nobody' }))).toEqual([]);
  const soon = new Date(Date.now() + 60_000).toISOString();
  expect(idsOf(await queue({ from: soon }))).toEqual([]);
  expect(idsOf(await queue({ to: soon }))).toEqual(idsOf({ items } as ReferQueue));
  const page = await queue({ limit: 1 });
  const next = await queue({ limit: 1, cursor: page.nextCursor });
  expect([...page.items, ...next.items].map(({ decisionId }) => decisionId)).toEqual(
    items.slice(0, 2).map(({ decisionId }) => decisionId),
  );
});

test('a refused proposal leaves the queue as if it had never been there', async () => {
  const id = decided.decline[1]!;
  const open = await queue({});
  expect(open.items.find(({ decisionId }) => decisionId === id)?.waitsFor).toBe('confirmation');
  const work = DecisionWork.parse(
    await (
      await fetch(`${api.url}/v1/decisions/${id}/work`, { headers: { cookie: bruno.headers.cookie! } })
    ).json(),
  );
  const path = `decisions/${id}/overrides/${work.overrides[0]!.id}/confirmation`;
  await search(`${api.url}/v1/${path}`, { stands: false }, bruno.headers);
  expect(idsOf(await queue({}))).not.toContain(id);
  expect(idsOf(await queue({ state: 'settled' }))).not.toContain(id);
});

test('who is approved by a person after all is in the file with both names, is due no notice, and is again when that is taken back', async () => {
  const id = decided.decline[2]!;
  const due = async () => {
    const found = await search(`${api.url}/v1/notices/search`, { limit: 200 }, ana.headers);
    return NoticeList.parse(await found.json()).notices.map(({ decisionId }) => decisionId);
  };
  expect(await due()).toContain(id);
  const { overrides } = await override(id, 'approve', 'verified-income');
  expect(await due()).toContain(id);
  const path = `decisions/${id}/overrides/${overrides[0]!.id}/confirmation`;
  await search(`${api.url}/v1/${path}`, { stands: true }, bruno.headers);
  expect(await due()).not.toContain(id);
  expect(await saidEverywhere(id)).toMatchObject({ inCsv: { by: ana.name }, confirmedBy: bruno.name });
  await override(id, 'decline', 'unverifiable', bruno);
  expect(await due()).toContain(id);
});
