import { ApplicantExport, type Decision } from '@bora/contracts';
import { authorizationFor } from '@bora/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decidedBatch } from './support/decided-batch.ts';
import type { RunningApi } from './support/running-api.ts';
import { startScoringApi } from './support/scoring-api.ts';
import { type SignedIn, signedInAs } from './support/signed-in.ts';

let api: RunningApi;
let ana: SignedIn;
let decided: Record<Decision, string[]>;
beforeAll(async () => {
  api = await startScoringApi({
    COMPLIANCE_PROFILE: 'us-ecoa',
    CREDITOR_NAME: 'Bank of Test',
    CREDITOR_ADDRESS: '1 Main Street, Springfield',
    CREDITOR_AGENCY: 'Federal Trade Commission, Washington, DC 20580',
  });
  ana = await signedInAs(api, 'officer');
  decided = await decidedBatch(api, 30, { ...ana.headers, origin: api.url });
});
afterAll(() => api?.close());

async function post(path: string, body?: unknown): Promise<void> {
  const { 'content-type': _, ...headers } = ana.headers;
  const response = await fetch(`${api.url}/v1/${path}`, {
    method: 'POST',
    headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  });
  expect(response.ok, `${path}: ${await response.text()}`).toBe(true);
}

async function exported(decisionId: string) {
  const response = await fetch(`${api.url}/v1/applicants/exports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorizationFor(api.url) },
    body: JSON.stringify({ applicantId: `id-${decisionId.split('-').at(-1)}` }),
  });
  const { decisions } = ApplicantExport.parse(await response.json());
  expect(decisions.map(({ decision }) => decision.id)).toEqual([decisionId]);
  return decisions[0]!;
}

test("an applicant's export holds what people did about the decision: overrides, notes, requests for review", async () => {
  const id = decided.refer[0]!;
  const override = { decision: 'decline', reason: 'unverifiable', text: 'The employer knows nobody' };
  await post(`decisions/${id}/notes`, { text: 'Called twice' });
  await post(`decisions/${id}/review-requests`, { requestedOn: '2026-11-02', text: 'Please look again' });
  await post(`decisions/${id}/overrides`, override);
  expect(await exported(id)).toMatchObject({
    decision: { decision: 'refer', overriddenTo: 'decline', overriddenBy: { name: ana.name } },
    overrides: [{ ...override, from: 'refer', state: 'stands', by: { name: ana.name } }],
    notes: [{ text: 'Called twice', by: { name: ana.name } }],
    reviewRequests: [{ text: 'Please look again', requestedOn: '2026-11-02' }],
    notice: null,
    outcome: null,
  });
  expect(await exported(decided.approve[0]!)).toMatchObject({
    decision: { decision: 'approve', overriddenTo: null },
    overrides: [],
    notes: [],
    reviewRequests: [],
    notice: null,
  });
});

test("an applicant's export holds the notice that was issued, and what became of the decision", async () => {
  const id = decided.decline[0]!;
  await post(`decisions/${id}/notice`);
  const outcomes = await fetch(`${api.url}/v1/outcomes`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv', ...authorizationFor(api.url) },
    body: `decisionId,outcome,date\n${id},bad,${new Date().toISOString().slice(0, 10)}\n`,
  });
  expect(outcomes.ok).toBe(true);
  expect(await exported(id)).toMatchObject({
    notice: { decisionId: id, profile: 'us-ecoa', version: 1, issuedBy: ana.name },
    outcome: { bad: true },
  });
});
