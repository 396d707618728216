import { Variable } from '@bora/contracts';
import { seededRandom } from '@bora/random';
import {
  ObservedEconomics,
  type RealisedLoans,
  realisedLoansReader,
  type ScoredLoans,
} from '../src/index.ts';

export const bargeEconomics = ObservedEconomics.parse({
  id: 'barges',
  title: 'Barges',
  description: 'Invented for tests.',
  schema: 'barges',
  currency: 'EUR',
  amount: 'lent',
  cashFlows: [
    { name: 'back', column: 'back', direction: 'received' },
    { name: 'lent', column: 'lent', direction: 'paid' },
    { name: 'bailiff', column: 'bailiff', direction: 'paid' },
  ],
  included: [{ name: 'bailiff', column: 'bailiff' }],
  groups: [{ name: 'river', column: 'river' }],
  lenderOrders: [
    { name: 'class', column: 'class', values: 'text' },
    { name: 'rate', column: 'rate', values: 'number' },
  ],
});

export const bargeLabel = Variable.parse({
  name: 'end',
  label: 'End',
  group: 'all',
  kind: 'label',
  position: 1,
  yes: ['sunk'],
  no: ['paid'],
});

export const bargeHeader = ['end', 'river', 'lent', 'back', 'bailiff', 'class', 'rate'];

/** Loans whose class tells something of their risk, and whose PDs tell more. */
export function inventedBarges(count: number, seed = 1): { loans: RealisedLoans; scored: ScoredLoans } {
  const random = seededRandom(seed, 0);
  const reader = realisedLoansReader(bargeEconomics, bargeLabel, bargeHeader);
  const pd = new Float64Array(count);
  for (let row = 0; row < count; row++) {
    const risk = random.uniform();
    pd[row] = 0.05 + 0.5 * risk;
    const isBad = random.uniform() < pd[row]!;
    const rank = Math.min(4, Math.floor(5 * (0.5 * risk + 0.5 * random.uniform())));
    const rate = 0.06 + 0.04 * rank;
    const lent = 1_000 + Math.floor(9_000 * random.uniform());
    const back = lent * (isBad ? 0.4 : 1 + rate);
    const river = random.uniform() < 0.3 ? 'Rhine' : 'Danube';
    const fields = [
      isBad ? 'sunk' : 'paid',
      river,
      lent,
      back.toFixed(7),
      isBad ? 12.345 : 0,
      'ABCDE'[rank]!,
      rate,
    ];
    reader.add(fields.map(String), row + 2);
  }
  const approval = Uint8Array.from(pd, (value) => (value < 0.2 ? 1 : 0));
  const scored = { model: 'barges/1', policy: 'default/1', seenInTraining: 0, pd, approval };
  return { loans: reader.loans, scored };
}
