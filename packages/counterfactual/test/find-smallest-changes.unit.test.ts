import type { Application } from '@bora/contracts';
import { compilePolicy } from '@bora/decision';
import { applicantsFromJson } from '@bora/features';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ChangeSearch, findSmallestChanges, type SearchedModel } from '../src/index.ts';
import { kiosk, kioskModel, kioskSchema, policyWith } from './invented-lender.ts';

/** Every value that each variable of the invented kiosk may be changed to, written down by hand. */
const allowed: Record<string, (string | number)[]> = {
  loan: [2, 4, 6],
  stands: [1.5, 2.5],
  ware: ['F', 'S'],
  phone: ['Y'],
  roof: ['W'],
};
/** Widths of the middle 80 % by hand; a code counts 1. */
const width: Record<string, number> = { loan: 5, stands: 1 };

function decisionOf(model: SearchedModel, application: Application) {
  const table = applicantsFromJson([application], model.schema);
  const pd = model.score(table).pd[0]!;
  return { pd, ...compilePolicy(model.policy, model.schema)(pd, 0, table) };
}

function changed(given: Application, { found }: ChangeSearch, place = 0): Application {
  const values = found[place]!.values.map(({ variable, to }) => [kioskSchema.variables[variable]!.name, to]);
  return { ...given, ...Object.fromEntries(values) };
}

/** Fewest changes and their smallest size, by trying every application there is. */
function bruteForce(model: SearchedModel, given: Application): { count: number; size: number } | undefined {
  let ways = [{ application: given, count: 0, size: 0 }];
  for (const [name, values] of Object.entries(allowed)) {
    ways = ways.flatMap((way) => [
      way,
      ...values.map((value) => ({
        application: { ...way.application, [name]: value },
        count: way.count + 1,
        size: way.size + (name in width ? Math.abs(Number(value) - Number(given[name])) / width[name]! : 1),
      })),
    ]);
  }
  const order = ['approve', 'refer', 'decline'];
  const from = order.indexOf(decisionOf(model, given).decision);
  const enough = ways.filter(
    ({ application }) => order.indexOf(decisionOf(model, application).decision) < from,
  );
  return enough.sort((left, right) => left.count - right.count || left.size - right.size)[0];
}

const weight = fc.double({ min: 0, max: 1.5, noNaN: true });
const weights = fc.tuple(
  fc.double({ min: 0, max: 0.6, noNaN: true }),
  weight,
  weight,
  weight,
  weight,
  weight,
);

test('no smaller change than the one named exists: every application within the bounds was tried', () => {
  fc.assert(
    fc.property(weights, (drawn) => {
      const model = kioskModel(drawn);
      const search = findSmallestChanges(model, kiosk);
      if (search.from === 'approve') return;
      const best = bruteForce(model, kiosk);
      expect(search.isExhaustive).toBe(true);
      if (!best) {
        expect(search.why).toBe('none-within-bounds');
        return;
      }
      expect(search.found[0]!.values).toHaveLength(best.count);
      expect(search.found[0]!.size).toBeCloseTo(best.size, 9);
    }),
    { numRuns: 300, seed: 1 },
  );
});

test('an application with the changes gets a better decision, and only changeable variables are changed', () => {
  fc.assert(
    fc.property(weights, (drawn) => {
      const model = kioskModel(drawn);
      const search = findSmallestChanges(model, kiosk);
      for (const place of search.found.keys()) {
        const after = decisionOf(model, changed(kiosk, search, place));
        expect(after.decision).not.toBe(search.from);
        expect(after.pd).toBeLessThan(decisionOf(model, kiosk).pd);
        for (const { variable, to } of search.found[place]!.values) {
          const { name, changeable } = kioskSchema.variables[variable]!;
          expect(changeable).toBe(true);
          expect(allowed[name]).toContain(to);
        }
      }
      const names = search.found.map(({ values }) => values.map(({ variable }) => variable).join());
      expect(new Set(names).size).toBe(names.length);
    }),
    { numRuns: 200, seed: 2 },
  );
});

test('the same question always has the same answer', () => {
  const model = kioskModel([0.3, 0.2, 0.9, 0.9, 0.9, 0.4]);
  expect(findSmallestChanges(model, kiosk)).toEqual(findSmallestChanges(model, kiosk));
});

test('two values that help only together are found', () => {
  const search = findSmallestChanges(kioskModel([0, 0, 0, 0, 0, 2]), kiosk);
  expect(search.from).toBe('decline');
  expect(search.found[0]!.values.map(({ to }) => to)).toEqual(['F', 'W']);
});

test('a direction, a need and the codes allowed are kept to', () => {
  const steep = kioskModel([0, 0, 0, 5, 0, 0]);
  expect(findSmallestChanges(steep, kiosk).found[0]!.values[0]!.to).toBe('Y');
  expect(findSmallestChanges(steep, { ...kiosk, area: null }).why).toBe('none-within-bounds');
  const moreIsSafer = kioskModel([-5, 0, 0, 0, 0, 0]);
  expect(findSmallestChanges(moreIsSafer, { ...kiosk, loan: 0 }).why).toBe('none-within-bounds');
  const papersAreBad = kioskModel([0, 0, -1, 0, 0, 0]);
  expect(findSmallestChanges(papersAreBad, { ...kiosk, ware: 'F' }).why).toBe('none-within-bounds');
});

test('a value that was missing counts 1 when it is given, and reads as missing', () => {
  const search = findSmallestChanges(kioskModel([0, 0, 0, 0, 3, 0]), { ...kiosk, roof: null, area: null });
  expect(search.found[0]).toEqual({ size: 1, values: [{ variable: 5, to: 'W' }] });
});

test('a rule on a variable that cannot change stands in the way, whatever the PD', () => {
  const rule = {
    code: 'too-young',
    text: 'Too young',
    when: { kind: 'above', variable: 'born', value: 1985 },
    decision: 'decline',
  };
  const search = findSmallestChanges(kioskModel([0, 0, 5, 5, 5, 5], policyWith([rule])), kiosk);
  expect(search).toMatchObject({ from: 'decline', to: 'refer', why: 'policy-rule', rule: 0, found: [] });
});

test('a rule on a variable that can change is got past by changing it, with what else it takes', () => {
  const rule = {
    code: 'no-papers',
    text: 'No papers',
    when: { kind: 'one-of', variable: 'ware', values: ['P', 'S'] },
    decision: 'decline',
  };
  const model = kioskModel([0, 0, 0, 3, 0, 0], policyWith([rule]));
  const search = findSmallestChanges(model, kiosk);
  expect(search.found[0]!.values.map(({ to }) => to)).toEqual(['F', 'Y']);
  expect(decisionOf(model, changed(kiosk, search)).rule).toBeNull();
});

test('a rule that asks for less than the present decision does not stand in the way of the next', () => {
  const rule = {
    code: 'ask',
    text: 'Ask',
    when: { kind: 'above', variable: 'born', value: 1985 },
    decision: 'refer',
  };
  const model = kioskModel([0, 0, 0, 5, 0, 0], policyWith([rule]));
  const search = findSmallestChanges(model, kiosk);
  expect(search).toMatchObject({ from: 'decline', to: 'refer', why: null });
  expect(decisionOf(model, changed(kiosk, search)).decision).toBe('refer');
  const referred = findSmallestChanges(model, { ...kiosk, phone: 'Y' });
  expect(referred).toMatchObject({ from: 'refer', to: 'approve', why: 'policy-rule' });
});

test('whoever is approved has nothing better to reach', () => {
  const search = findSmallestChanges(kioskModel([0, 5, 0, 0, 0, 0]), kiosk);
  expect(search).toMatchObject({ from: 'approve', to: null, why: 'already-approved' });
});

test('where nothing that matters can change, that is the answer', () => {
  const model = { ...kioskModel([0, 0, 0, 0, 0, 0]), usedVariables: [6] };
  expect(findSmallestChanges(model, kiosk).why).toBe('nothing-changeable');
});

test('a value that the model warns of is not named, however good it is', () => {
  const model = kioskModel([0, 0, 0, 5, 0, 0]);
  const warning: SearchedModel = {
    ...model,
    score: (table) => ({
      ...model.score(table),
      warnings: Uint32Array.from(table.text[3]!, (phone) => (phone === 'Y' ? 16 : 0)),
    }),
  };
  expect(findSmallestChanges(warning, kiosk).why).toBe('none-within-bounds');
});
