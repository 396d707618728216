import { BundleFormatError } from '@bora/bundle';
import { Policy, warningBit } from '@bora/contracts';
import { compilePolicy, scoreFromPd } from '@bora/decision';
import { applicantsFromJson, EncoderState, selectRows } from '@bora/features';
import { beforeAll, expect, test } from 'vitest';
import {
  loadScorer,
  NetworkMismatchError,
  type Scorer,
  SmokeTestFailedError,
  scoreApplicants,
  selectBackend,
} from '../src/index.ts';
import { inventedShips, shipProfiles, shipSchema } from './invented-applicants.ts';
import { shipOrder, throughStore, trainShips } from './trained-ships.ts';

let model: Awaited<ReturnType<typeof trainShips>>;
let scorer: Scorer;
const { table } = inventedShips(5000, 4);
const alike = {
  name: 'test',
  version: 1,
  createdAt: '2026-01-01T00:00:00Z',
  approveBelow: 0.2,
  declineFrom: 0.3,
};

beforeAll(async () => {
  await selectBackend('auto');
  model = await trainShips();
  scorer = await loadScorer(await throughStore(model.description, model.files));
  return () => scorer.dispose();
});

test('an applicant has the same PD alone, in a batch of 4,096 and across batches', () => {
  const all = scorer.score(table);
  const batch = scorer.score(selectRows(table, [...Array(4096).keys()]));
  for (const row of [0, 1, 77, 4095, 4096, 4999]) {
    const alone = scorer.score(selectRows(table, [row]));
    expect(Math.abs(alone.pd[0]! - all.pd[row]!)).toBeLessThan(1e-6);
    expect(alone.warnings[0]).toBe(all.warnings[row]);
    if (row < 4096) expect(Math.abs(batch.pd[row]! - all.pd[row]!)).toBeLessThan(1e-6);
  }
});

test('no applicants give no scores', () => {
  expect(
    scoreApplicants(scorer, compilePolicy(Policy.parse(alike), shipSchema), selectRows(table, [])),
  ).toEqual([]);
});

test('warnings of validation and of the encoder stand together', () => {
  const odd = {
    ...selectRows(table, [0]),
    number: [undefined, Float64Array.of(1e6), undefined, undefined, undefined, undefined],
    text: table.text.map((column, index) => [index === 1 ? '1000000' : column[0]!]),
    warnings: Uint32Array.of(warningBit('unreadable-value')),
  };
  const { warnings } = scorer.score(odd);
  expect(warnings[0]! & warningBit('unreadable-value')).not.toBe(0);
  expect(warnings[0]! & warningBit('outside-trained-range')).not.toBe(0);
});

test('each record has score and decision of its PD, and the rule that decided', () => {
  const rules = [
    {
      code: 'junk',
      text: 'Junk',
      when: { kind: 'one-of', variable: 'rig', values: ['J'] },
      decision: 'decline',
    },
  ];
  const policy = compilePolicy(Policy.parse({ ...alike, rules }), shipSchema);
  const records = scoreApplicants(scorer, policy, table);
  const { pd } = scorer.score(table);
  expect(records).toHaveLength(5000);
  for (const [row, record] of records.entries()) {
    expect(record.pd).toBe(pd[row]);
    expect(record.score).toBe(scoreFromPd(record.pd, shipOrder.scale));
    const isJunk = table.text[2]![row] === 'J';
    if (isJunk) expect(record).toMatchObject({ decision: 'decline', rule: 0 });
    else expect(record.decision).toBe(record.pd < 0.2 ? 'approve' : record.pd < 0.3 ? 'refer' : 'decline');
  }
});

test('contributions of every row sum to its log-odds less those of the reference applicant', () => {
  const { pd, contributions } = scorer.explain(table);
  const width = scorer.explainedVariables.length;
  const start = Math.log(scorer.referencePd / (1 - scorer.referencePd));
  for (const [row, pdOfRow] of pd.entries()) {
    const sum = contributions
      .subarray(row * width, (row + 1) * width)
      .reduce((total, value) => total + value, start);
    expect(Math.abs(sum - Math.log(pdOfRow / (1 - pdOfRow)))).toBeLessThan(1e-4);
  }
});

test('explaining gives the PDs and warnings of scoring, alone as in a batch', () => {
  const { pd, warnings } = scorer.score(table);
  const all = scorer.explain(table);
  expect(all.warnings).toEqual(warnings);
  for (const row of pd.keys()) expect(Math.abs(all.pd[row]! - pd[row]!)).toBeLessThanOrEqual(1e-6);
  const width = scorer.explainedVariables.length;
  for (const row of [0, 2047, 2048, 4096, 4999]) {
    const alone = scorer.explain(selectRows(table, [row]));
    expect(Math.abs(alone.pd[0]! - pd[row]!)).toBeLessThanOrEqual(1e-6);
    for (const [column, value] of alone.contributions.entries()) {
      expect(Math.abs(value - all.contributions[row * width + column]!)).toBeLessThan(1e-5);
    }
  }
});

test('the reference applicant has no reasons, a worse one those in which it differs', () => {
  const policy = compilePolicy(Policy.parse(alike), shipSchema);
  const worse = { ...scorer.reference, hull: 5 };
  const [reference, changed] = scoreApplicants(
    scorer,
    policy,
    applicantsFromJson([scorer.reference, worse], shipSchema),
  );
  expect(reference?.reasons).toEqual([]);
  expect(changed?.reasons.map(({ variable }) => shipSchema.variables[variable]?.name)).toEqual(['hull']);
  const points = changed!.reasons[0]!.points;
  expect(Math.abs(points - (changed!.score - reference!.score))).toBeLessThanOrEqual(1);
});

test('a variable that the model does not use is never a reason', async () => {
  const { description, files } = await trainShips({ profile: shipProfiles[1] });
  const withoutRig = await loadScorer(await throughStore(description, files));
  try {
    const policy = compilePolicy(Policy.parse(alike), shipSchema);
    const rig = shipSchema.variables.findIndex(({ name }) => name === 'rig');
    const named = scoreApplicants(withoutRig, policy, table).flatMap(({ reasons }) =>
      reasons.map(({ variable }) => variable),
    );
    expect(withoutRig.explainedVariables).not.toContain(rig);
    expect(new Set(named)).toEqual(new Set(withoutRig.explainedVariables));
    expect(scorer.explainedVariables).toContain(rig);
  } finally {
    withoutRig.dispose();
  }
});

test('a reference applicant with a field that the schema lacks refuses the model by name', async () => {
  const reference = { ...JSON.parse(new TextDecoder().decode(model.files['reference.json'])) };
  reference.applicant.anchor = '3';
  const files = { ...model.files, 'reference.json': new TextEncoder().encode(JSON.stringify(reference)) };
  const bundle = await throughStore(model.description, files);
  await expect(loadScorer(bundle)).rejects.toThrow(BundleFormatError);
});

test('a model whose weights do not give its smoke PDs is refused by name', async () => {
  const weights = Float32Array.from(
    new Float32Array(model.files['weights.bin']!.slice().buffer),
    (w) => w * 1.01,
  );
  const files = { ...model.files, 'weights.bin': new Uint8Array(weights.buffer) };
  const bundle = await throughStore(model.description, files);
  await expect(loadScorer(bundle)).rejects.toThrow(SmokeTestFailedError);
});

test.each([
  ['a column less', (features: EncoderState['features']) => features.slice(1)],
  ['an embedding less', (features: EncoderState['features']) => features.slice(0, -1)],
])('a model whose encoder has %s than its network is refused by name', async (_, change) => {
  const encoder = EncoderState.parse(JSON.parse(new TextDecoder().decode(model.files['encoder.json'])));
  const changed = JSON.stringify({ ...encoder, features: change(encoder.features) });
  const files = { ...model.files, 'encoder.json': new TextEncoder().encode(changed) };
  const bundle = await throughStore(model.description, files);
  await expect(loadScorer(bundle)).rejects.toThrow(NetworkMismatchError);
});
