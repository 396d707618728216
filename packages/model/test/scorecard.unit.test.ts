import { Policy } from '@bora/contracts';
import { compilePolicy, scoreFromPd } from '@bora/decision';
import { applicantsFromJson, selectRows } from '@bora/features';
import { applyScorecard } from '@bora/scorecard';
import { expect, test } from 'vitest';
import {
  loadScorecardScorer,
  loadScorer,
  Reference,
  SmokeTestFailedError,
  scoreApplicants,
  TooFewApplicantsError,
  trainScorecard,
} from '../src/index.ts';
import { inventedShips, shipProfiles, shipSchema } from './invented-applicants.ts';
import { shipOrder, ships, throughStore } from './trained-ships.ts';

const { table } = inventedShips(5000, 4);
const trained = await trainScorecard(shipOrder, ships);
const bundle = await throughStore(trained.description, trained.files);
if (bundle.kind !== 'scorecard') throw new Error('A scorecard was trained, and something else was read.');
const scorer = await loadScorer(bundle);
const textOf = (file: string) => new TextDecoder().decode(trained.files[file]);

test('the same order and applicants give the same bytes', async () => {
  const again = await trainScorecard(shipOrder, ships);
  expect(again.description).toEqual(trained.description);
  expect(again.files).toEqual(trained.files);
});

test('it has learned something, and says so out of fold', () => {
  expect(trained.description).toMatchObject({ kind: 'scorecard', seeds: [] });
  expect(trained.description.metrics.auc).toBeGreaterThan(0.7);
  expect(trained.description.metrics.eceEqualFrequency).toBeLessThan(0.06);
});

test('the score of every applicant is base points and the points of the attributes, and decision and PD agree', () => {
  const policy = compilePolicy(
    Policy.parse({
      name: 'test',
      version: 1,
      createdAt: '2026-01-01T00:00:00Z',
      approveBelow: 0.2,
      declineFrom: 0.3,
    }),
    shipSchema,
  );
  const applied = applyScorecard(trained.scorecard, shipSchema, shipOrder.scale);
  const points = applied.points(applied.bins(table));
  for (const [row, record] of scoreApplicants(scorer, policy, table).entries()) {
    expect(record.score).toBe(points[row]);
    expect(record.score).toBe(scoreFromPd(record.pd, shipOrder.scale));
    expect(record.decision).toBe(record.pd < 0.2 ? 'approve' : record.pd < 0.3 ? 'refer' : 'decline');
  }
});

test('an applicant has the same PD and warnings alone and in a batch', () => {
  const all = scorer.score(table);
  for (const row of [0, 1, 77, 4999]) {
    const alone = scorer.score(selectRows(table, [row]));
    expect(alone.pd[0]).toBe(all.pd[row]);
    expect(alone.warnings[0]).toBe(all.warnings[row]);
  }
});

test('contributions of the variables sum to the difference to the reference applicant', () => {
  const { explain, explainedVariables: variables } = loadScorecardScorer(bundle);
  const { contributions } = explain(table);
  const logit = (pd: number) => Math.log(pd / (1 - pd));
  const { pd } = scorer.score(table);
  const { applicant } = bundle.json('reference.json', Reference);
  const ofReference = logit(scorer.score(applicantsFromJson([applicant], shipSchema)).pd[0]!);
  for (const row of pd.keys()) expect(sumOfRow(row)).toBeCloseTo(logit(pd[row]!) - ofReference, 4);

  function sumOfRow(row: number): number {
    return contributions
      .subarray(row * variables.length, (row + 1) * variables.length)
      .reduce((sum, value) => sum + value, 0);
  }
});

test('a scorecard whose points are not those of its smoke PDs is refused by name', async () => {
  const changed = { ...trained.scorecard, basePoints: trained.scorecard.basePoints + 1 };
  const files = { ...trained.files, 'scorecard.json': new TextEncoder().encode(JSON.stringify(changed)) };
  await expect(loadScorer(await throughStore(trained.description, files))).rejects.toThrow(
    SmokeTestFailedError,
  );
});

test('a profile keeps what it forbids out of the scorecard', async () => {
  expect(trained.scorecard.characteristics.map(({ variable }) => variable)).toContain('rig');
  const { scorecard } = await trainScorecard({ ...shipOrder, profile: shipProfiles[1] }, ships);
  expect(scorecard.characteristics.map(({ variable }) => variable)).not.toContain('rig');
});

test('the card holds every attribute with its points, and nobody', () => {
  const card = textOf('card.md');
  expect(card).toContain(`**${trained.scorecard.basePoints}** base points`);
  const lines = trained.scorecard.characteristics.flatMap(({ attributes }) => attributes);
  expect(card.match(/^\|.*\| -?\d+ \| \d+ \| [^|]+ \| -?[\d.]+ \|$/gm)).toHaveLength(lines.length);
  for (const file of ['card.md', 'scorecard.json', 'smoke.json', 'reference.json']) {
    expect(textOf(file)).not.toMatch(/rare-|ship-\d/i);
  }
});

test('too few applicants of one outcome are refused by name', async () => {
  const all = { ...ships, bad: new Uint8Array(ships.bad.length) };
  await expect(trainScorecard(shipOrder, all)).rejects.toThrow(TooFewApplicantsError);
});

test('an aborted training ends with the reason of its signal', async () => {
  const reason = new Error('stopped');
  await expect(trainScorecard(shipOrder, ships, { signal: AbortSignal.abort(reason) })).rejects.toThrow(
    reason,
  );
});
