import { ApplicationSchema, ComplianceProfile, PointsScale } from '@bora/contracts';
import { openApplicantFile, parseTrainingRows } from '@bora/features';
import { seededRandom } from '@bora/random';
import type { LabelledApplicants } from '../src/index.ts';

const all = { group: 'all', reason: 'A reason' };

/** Loans to mills, with a feature of every kind that could trip over bad values. */
export const millSchema = ApplicationSchema.parse({
  id: 'mill-loans',
  version: 1,
  title: 'Loans to mills',
  description: 'Invented.',
  file: { delimiter: ',', header: true, quote: '"', missing: [] },
  groups: [{ id: 'all', label: 'All' }],
  variables: [
    { name: 'licence', label: 'Licence', group: 'all', kind: 'id', position: 1 },
    { ...all, name: 'grain', label: 'Grain', kind: 'number', position: 2, min: 0, max: 1e6 },
    { ...all, name: 'flow', label: 'Flow', kind: 'number', position: 3 },
    { ...all, name: 'wheel', label: 'Wheel', kind: 'category', position: 4, open: true },
    { ...all, name: 'river', label: 'River', kind: 'place', position: 5 },
    { ...all, name: 'dam', label: 'Dam', kind: 'flag', position: 6, yes: ['Y'], no: ['N'] },
    { ...all, name: 'storeys', label: 'Storeys', kind: 'number', position: 7 },
    { ...all, name: 'debts', label: 'Debts', kind: 'number', position: 8 },
    { name: 'failed', label: 'Failed', group: 'all', kind: 'label', position: 9, yes: ['1'], no: ['0'] },
  ],
  derived: [
    { name: 'grain', kind: 'number', of: 'grain', scale: 'identity', speaksFor: 'grain' },
    { name: 'grain-log', kind: 'number', of: 'grain', scale: 'log1p', speaksFor: 'grain' },
    {
      name: 'grain-lines',
      kind: 'piecewise-linear',
      of: 'grain',
      scale: 'identity',
      knots: 5,
      speaksFor: 'grain',
    },
    { name: 'grain-round', kind: 'roundness', of: 'grain', multiples: [10, 100], speaksFor: 'grain' },
    { name: 'flow', kind: 'number', of: 'flow', scale: 'identity', speaksFor: 'flow' },
    { name: 'storeys', kind: 'number', of: 'storeys', scale: 'identity', speaksFor: 'storeys' },
    {
      name: 'storeys-lines',
      kind: 'piecewise-linear',
      of: 'storeys',
      scale: 'log1p',
      knots: 4,
      speaksFor: 'storeys',
    },
    { name: 'debts', kind: 'number', of: 'debts', scale: 'identity', speaksFor: 'debts' },
    {
      name: 'debts-lines',
      kind: 'piecewise-linear',
      of: 'debts',
      scale: 'identity',
      knots: 4,
      speaksFor: 'debts',
    },
    { name: 'debts-missing', kind: 'missing', of: 'debts', speaksFor: 'debts' },
    {
      name: 'ratio',
      kind: 'ratio',
      numerator: 'grain',
      denominator: 'flow',
      denominatorPlus: 0,
      scale: 'identity',
      speaksFor: 'grain',
    },
    { name: 'sum', kind: 'sum', of: ['grain', 'debts', 'storeys'], scale: 'identity', speaksFor: 'grain' },
    { name: 'near', kind: 'kernel-rate', of: 'river', bandwidths: [1], smoothing: 20, speaksFor: 'river' },
    { name: 'letters', kind: 'letter-case', of: 'river', speaksFor: 'river' },
    { name: 'wheel', kind: 'one-hot', of: ['wheel'], minimumRows: 15, speaksFor: 'wheel' },
    {
      name: 'river-rate',
      kind: 'target-rate',
      chain: [['river'], ['river', 'wheel']],
      smoothing: 20,
      speaksFor: 'river',
    },
    { name: 'river-count', kind: 'frequency', of: ['river'], speaksFor: 'river' },
    {
      name: 'river-vector',
      kind: 'embedding',
      of: ['river'],
      dimensions: 2,
      minimumRows: 15,
      speaksFor: 'river',
    },
    { name: 'dam', kind: 'flag', of: 'dam', speaksFor: 'dam' },
  ],
});

export const millOrder = {
  name: 'mills',
  schema: millSchema,
  profile: ComplianceProfile.parse({ id: 'none', title: 'None', forbids: [], why: 'Invented.' }),
  scale: PointsScale.parse({}),
  createdAt: new Date('2026-01-02T03:04:05.678Z'),
  gitCommit: null,
  trainingDataSha256: 'a'.repeat(64),
};

export type Mill = Record<string, string>;

/** Mills that fail for little grain and on two of seven rivers. */
export function mills(count: number): Mill[] {
  const random = seededRandom(5, 0);
  return Array.from({ length: count }, (_, row) => {
    const grain = Math.round(100 + 900 * random.uniform());
    const river = Math.floor(7 * random.uniform());
    const logit = 1.5 - 0.005 * grain + (river < 2 ? 1 : 0);
    return {
      licence: `mill-${row}`,
      grain: String(grain),
      flow: (10 * random.uniform()).toFixed(2),
      wheel: random.uniform() < 0.5 ? 'over' : 'under',
      river: `r${river}`,
      dam: random.uniform() < 0.5 ? 'Y' : 'N',
      storeys: String(Math.ceil(4 * random.uniform())),
      debts: String(Math.round(100 * random.uniform())),
      failed: random.uniform() < 1 / (1 + Math.exp(-logit)) ? '1' : '0',
    };
  });
}

/** A file with a header, of the columns that the first row has. */
export function millFile(rows: readonly Mill[]): Buffer {
  const names = Object.keys(rows[0]!);
  return Buffer.from(
    `${[names, ...rows.map((row) => names.map((name) => row[name]))].map((line) => line.join(',')).join('\n')}\n`,
  );
}

/** What `bora train` and `bora evaluate` make of a file before anything is trained. */
export function readMills(file: Uint8Array): LabelledApplicants {
  const { records, layout, firstLine } = openApplicantFile(file, millSchema);
  const { table, labels } = parseTrainingRows(records, layout, millSchema, { firstRow: 1, firstLine });
  return { table, bad: labels };
}
