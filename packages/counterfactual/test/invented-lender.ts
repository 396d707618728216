import { type Application, ApplicationSchema, Policy } from '@bora/contracts';
import type { ApplicantTable } from '@bora/features';
import type { SearchedModel } from '../src/index.ts';

const all = { group: 'all', reason: 'A reason' };

/** Loans to kiosks: two numbers, a category, a flag and a second category can change, the owner's birth cannot. */
export const kioskSchema = ApplicationSchema.parse({
  id: 'kiosk-loans',
  version: 1,
  title: 'Loans to kiosks',
  description: 'Invented.',
  file: { delimiter: ',', header: true, quote: '"', missing: ['NA'] },
  groups: [{ id: 'all', label: 'All' }],
  variables: [
    {
      ...all,
      name: 'loan',
      label: 'Loan',
      kind: 'number',
      position: 1,
      min: 0,
      max: 9,
      changeable: true,
      change: { direction: 'down', step: 2 },
    },
    { ...all, name: 'stands', label: 'Stands', kind: 'number', position: 2, changeable: true },
    {
      ...all,
      name: 'ware',
      label: 'Ware',
      kind: 'category',
      position: 3,
      values: { P: 'papers', F: 'fruit', S: 'sweets' },
      changeable: true,
      change: { to: ['F', 'S'] },
    },
    {
      ...all,
      name: 'phone',
      label: 'Telephone',
      kind: 'flag',
      position: 4,
      yes: ['Y', 'J'],
      no: ['N'],
      changeable: true,
      change: { to: ['Y', 'J'], needs: ['area'] },
    },
    { ...all, name: 'area', label: 'Area', kind: 'place', position: 5 },
    {
      ...all,
      name: 'roof',
      label: 'Roof',
      kind: 'category',
      position: 6,
      values: { T: 'tin', W: 'wood' },
      changeable: true,
    },
    { ...all, name: 'born', label: 'Born', kind: 'number', position: 7, sensitive: 'age' },
    { name: 'failed', label: 'Failed', group: 'all', kind: 'label', position: 8, yes: ['1'], no: ['0'] },
  ],
  derived: [{ name: 'loan', kind: 'number', of: 'loan', scale: 'identity', speaksFor: 'loan' }],
});

const levels = (...codes: string[]) => ({
  kind: 'levels' as const,
  missing: 0,
  other: 0,
  levels: codes.map((level) => ({ level, share: 1 / codes.length })),
});
const number = (edges: number[], minimum: number, maximum: number, wholeShare = 1) => {
  return { kind: 'number' as const, missing: 0, edges, shares: [], minimum, maximum, wholeShare };
};
export const trained = {
  loan: number([2, 4, 7], 1, 12),
  stands: number([1.5, 2.5], 0.5, 4, 0.5),
  ware: levels('P', 'F', 'S'),
  phone: levels('N', 'Y'),
  area: levels('1', '2'),
  roof: levels('W', 'T'),
  born: number([1960, 1980], 1940, 2000),
};

export function policyWith(rules: unknown[] = []): Policy {
  const createdAt = '2026-01-01T00:00:00.000Z';
  return Policy.parse({ name: 'p', version: 1, createdAt, approveBelow: 0.2, declineFrom: 0.3, rules });
}

/** A model with an interaction: no single value's effect tells that of two. `weights`: one of each changeable variable and the interaction's. */
export function kioskModel(weights: readonly number[], policy = policyWith()): SearchedModel {
  const [loan = 0, stands = 0, ware = 0, phone = 0, roof = 0, together = 0] = weights;
  const logit = (table: ApplicantTable, row: number) => {
    const text = (variable: number) => table.text[variable]![row]!;
    const value = (variable: number) => table.number[variable]![row]! || 0;
    const isFruit = text(2) === 'F' ? 1 : text(2) === 'S' ? 0.5 : 0;
    const hasPhone = text(3) === 'Y' || text(3) === 'J' ? 1 : 0;
    const isWood = text(5) === 'W' ? 1 : 0;
    return (
      loan * value(0) -
      stands * value(1) -
      ware * isFruit -
      phone * hasPhone -
      roof * isWood -
      together * isFruit * isWood -
      0.5
    );
  };
  return {
    schema: kioskSchema,
    usedVariables: [0, 1, 2, 3, 5],
    trained,
    policy,
    score: (table) => ({
      pd: Float64Array.from({ length: table.rowCount }, (_, row) => 1 / (1 + Math.exp(-logit(table, row)))),
      warnings: table.warnings,
    }),
  };
}

export const kiosk: Application = {
  loan: 8,
  stands: 1,
  ware: 'P',
  phone: 'N',
  area: '1',
  roof: 'T',
  born: 1990,
};
