import { seededRandom } from '@bora/random';
import fc from 'fast-check';
import type { Replay } from '../src/report/replay.ts';
import { Assumptions } from '../src/scenario/scenario.ts';

const source = 'invented';

export interface InventedTerms {
  line?: number;
  apr?: number;
  costOfFunds?: number;
  term?: number;
  repayment?: 'annuity' | 'revolving';
  lgd?: number;
  recoveryDelay?: number;
  paymentsBeforeDefault?: number;
  acquisitionCost?: number;
  servicingCost?: number;
  applicationCost?: number;
  fixedCost?: number;
  takeUp?: number;
  utilisation?: number;
}

/** Assumptions with these figures; what is not given is free or zero. */
export function inventedAssumptions(terms: InventedTerms = {}): Assumptions {
  return Assumptions.parse({
    line: { kind: 'fixed', amount: terms.line ?? 1000, unit: 'EUR', source },
    utilisation: { value: terms.utilisation ?? 1, unit: 'share of the line', source },
    apr: { value: terms.apr ?? 0.3, unit: 'share a year', source },
    costOfFunds: { value: terms.costOfFunds ?? 0, unit: 'share a year', source },
    term: { value: terms.term ?? 12, unit: 'months', source },
    repayment: { value: terms.repayment ?? 'annuity', source },
    lgd: { value: terms.lgd ?? 0.6, unit: 'share of what is owed', source },
    recoveryDelay: { value: terms.recoveryDelay ?? 0, unit: 'months', source },
    paymentsBeforeDefault: { value: terms.paymentsBeforeDefault ?? 0, unit: 'months', source },
    acquisitionCost: { value: terms.acquisitionCost ?? 0, unit: 'each account', source },
    servicingCost: { value: terms.servicingCost ?? 0, unit: 'each account and month', source },
    applicationCost: { value: terms.applicationCost ?? 0, unit: 'each application', source },
    fixedCost: { value: terms.fixedCost ?? 0, unit: 'once', source },
    takeUp: { value: terms.takeUp ?? 1, unit: 'share of the approved', source },
    capital: { value: 0.08, unit: 'share of what was drawn', source },
  });
}

const rate = fc.double({ min: 0, max: 1, noNaN: true });

/** Any terms that a scenario may have. */
export const anyTerms: fc.Arbitrary<Required<Omit<InventedTerms, 'line'>>> = fc
  .record({
    apr: fc.double({ min: 0, max: 2, noNaN: true }),
    costOfFunds: fc.double({ min: 0, max: 1, noNaN: true }),
    term: fc.integer({ min: 2, max: 60 }),
    repayment: fc.constantFrom('annuity' as const, 'revolving' as const),
    lgd: rate,
    recoveryDelay: fc.integer({ min: 0, max: 24 }),
    defaultAt: rate,
    acquisitionCost: fc.double({ min: 0, max: 50, noNaN: true }),
    servicingCost: fc.double({ min: 0, max: 5, noNaN: true }),
    applicationCost: fc.double({ min: 0, max: 5, noNaN: true }),
    fixedCost: fc.double({ min: 0, max: 1000, noNaN: true }),
    takeUp: rate,
    utilisation: rate,
  })
  .map(({ defaultAt, ...terms }) => ({
    ...terms,
    paymentsBeforeDefault: Math.floor(defaultAt * (terms.term - 1)),
  }));

export const inventedPolicy = { title: 'invented', approveBelow: 0.2, declineFrom: 0.3, rules: 0 };

/** Applicants whose PDs are calibrated, with lines of credit; the same for the same seed. */
export function inventedReplay(count: number, seed = 1): { replay: Replay; line: Float64Array } {
  const random = seededRandom(seed, 0);
  const pd = Float64Array.from({ length: count }, () => random.uniform() ** 2);
  const replay: Replay = {
    row: Uint32Array.from({ length: count }, (_, place) => place + 1),
    bad: Uint8Array.from(pd, (value) => (random.uniform() < value ? 1 : 0)),
    policy: inventedPolicy,
    model: {
      title: 'model',
      origin: 'out-of-fold',
      seenInTraining: null,
      pd,
      decision: Uint8Array.from(pd, (value) => (value < 0.2 ? 0 : value < 0.3 ? 1 : 2)),
    },
    against: null,
    segmentation: null,
  };
  return { replay, line: Float64Array.from({ length: count }, () => 100 + 4900 * random.uniform()) };
}
