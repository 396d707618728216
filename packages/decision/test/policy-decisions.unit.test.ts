import { Policy, type PolicyRule } from '@bora/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ApplicantColumns, compilePolicy, PdOutOfRangeError, PolicyError } from '../src/index.ts';
import { schema } from './invented-schema.ts';

interface Applicant {
  readonly ovens?: number;
  readonly flour?: string;
  readonly village?: string;
  readonly insured?: string;
}

type TestRule = Pick<PolicyRule, 'when' | 'decision'>;

function policyWith(...rules: TestRule[]): Policy {
  return Policy.parse({
    name: 'test',
    version: 1,
    createdAt: '2026-01-01T00:00:00Z',
    approveBelow: 0.2,
    declineFrom: 0.3,
    rules: rules.map((rule, index) => ({ ...rule, code: `rule-${index}`, text: 'A rule of the test.' })),
  });
}

function tableOf(applicants: readonly Applicant[]): ApplicantColumns {
  const text = schema.variables.map((variable) =>
    applicants.map((applicant) => String(applicant[variable.name as keyof Applicant] ?? '')),
  );
  const number = schema.variables.map((variable) =>
    variable.kind === 'number'
      ? Float64Array.from(applicants, (applicant) => applicant[variable.name as 'ovens'] ?? Number.NaN)
      : undefined,
  );
  return { text, number };
}

function decide(pd: number, policy: Policy, applicant: Applicant) {
  return compilePolicy(policy, schema)(pd, 1, tableOf([{}, applicant]));
}

const fewOvens: TestRule = { when: { kind: 'below', variable: 'ovens', value: 2 }, decision: 'refer' };
const manyOvens: TestRule = { when: { kind: 'above', variable: 'ovens', value: 9 }, decision: 'decline' };
const rye: TestRule = { when: { kind: 'one-of', variable: 'flour', values: ['R'] }, decision: 'decline' };
const noVillage: TestRule = { when: { kind: 'missing', variable: 'village' }, decision: 'refer' };
const unknownOvens: TestRule = { when: { kind: 'missing', variable: 'ovens' }, decision: 'refer' };

describe('cut-offs', () => {
  it('approve below the first, refer from there, decline from the second', () => {
    const decisions = [0, 0.1999, 0.2, 0.2999, 0.3, 1].map((pd) => decide(pd, policyWith(), {}));
    expect(decisions.map((made) => made.decision)).toEqual([
      'approve',
      'approve',
      'refer',
      'refer',
      'decline',
      'decline',
    ]);
    expect(decisions.every((made) => made.rule === null)).toBe(true);
  });

  it('refuse what is not a probability instead of deciding on it', () => {
    for (const pd of [Number.NaN, -0.1, 1.1]) {
      expect(() => compilePolicy(policyWith(), schema)(pd, 0, tableOf([{}]))).toThrow(PdOutOfRangeError);
    }
  });

  it('never become milder for a higher PD', () => {
    const strictness = { approve: 0, refer: 1, decline: 2 };
    const probability = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(probability, probability, (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const policy = policyWith(fewOvens, rye);
        const applicant = { ovens: 1, village: 'Ash' };
        expect(strictness[decide(high, policy, applicant).decision]).toBeGreaterThanOrEqual(
          strictness[decide(low, policy, applicant).decision],
        );
      }),
    );
  });
});

describe('rules', () => {
  it('below and above do not hold at the value itself nor for a missing value', () => {
    const policy = policyWith(fewOvens, manyOvens);
    const decisions = [1.99, 2, 9, 9.01, undefined].map(
      (ovens) => decide(0.1, policy, ovens === undefined ? {} : { ovens }).decision,
    );
    expect(decisions).toEqual(['refer', 'approve', 'approve', 'decline', 'approve']);
  });

  it('a code rule holds for its codes and for no others', () => {
    const policy = policyWith(rye);
    expect(decide(0.1, policy, { flour: 'R' })).toEqual({ decision: 'decline', rule: 0 });
    expect(decide(0.1, policy, { flour: 'W' })).toEqual({ decision: 'approve', rule: null });
    expect(decide(0.1, policy, {})).toEqual({ decision: 'approve', rule: null });
  });

  it('a missing rule holds for a missing value only, of a number as of a text', () => {
    const policy = policyWith(noVillage, unknownOvens);
    expect(decide(0.1, policy, { ovens: 3, village: 'Ash' }).rule).toBe(null);
    expect(decide(0.1, policy, { ovens: 3 }).rule).toBe(0);
    expect(decide(0.1, policy, { village: 'Ash' }).rule).toBe(1);
  });

  it('the strictest rule wins, wherever it stands', () => {
    const applicant = { ovens: 1, flour: 'R' };
    expect(decide(0.1, policyWith(fewOvens, rye), applicant)).toEqual({
      decision: 'decline',
      rule: 1,
    });
    expect(decide(0.1, policyWith(rye, fewOvens), applicant)).toEqual({
      decision: 'decline',
      rule: 0,
    });
  });

  it('a rule that asks for less than the cut-offs changes nothing and is no reason', () => {
    expect(decide(0.9, policyWith(fewOvens), { ovens: 1 })).toEqual({
      decision: 'decline',
      rule: null,
    });
  });

  it('the first rule that asks for the decision is named, also where the cut-offs alone would decide so', () => {
    const policy = policyWith(fewOvens, noVillage, rye);
    expect(decide(0.25, policy, { ovens: 1 })).toEqual({ decision: 'refer', rule: 0 });
    expect(decide(0.9, policy, { ovens: 1, flour: 'R' })).toEqual({ decision: 'decline', rule: 2 });
  });

  it('decide one applicant alone as in a table of others', () => {
    const applicants = fc.record(
      {
        ovens: fc.integer({ min: 0, max: 12 }),
        flour: fc.constantFrom('R', 'W'),
        village: fc.constantFrom('Ash', 'Elm'),
      },
      { requiredKeys: [] },
    );
    const rules = fc.shuffledSubarray([fewOvens, manyOvens, rye, noVillage, unknownOvens]);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), rules, applicants, (pd, chosen, applicant) => {
        const policy = policyWith(...chosen);
        const alone = compilePolicy(policy, schema)(pd, 0, tableOf([applicant]));
        expect(decide(pd, policy, applicant)).toEqual(alone);
      }),
    );
  });
});

describe('a policy that cannot be applied to the schema is refused when it is compiled', () => {
  const refused: [string, PolicyRule['when'], string][] = [
    ['unknown-variable', { kind: 'missing', variable: 'mills' }, 'mills'],
    ['unknown-variable', { kind: 'missing', variable: 'toString' }, 'toString'],
    ['label-variable', { kind: 'one-of', variable: 'failed', values: ['1'] }, 'failed'],
    ['not-a-number-variable', { kind: 'below', variable: 'flour', value: 1 }, 'flour'],
    ['not-a-number-variable', { kind: 'above', variable: 'village', value: 1 }, 'village'],
    ['not-a-code-variable', { kind: 'one-of', variable: 'ovens', values: ['2'] }, 'ovens'],
    ['unlisted-code', { kind: 'one-of', variable: 'flour', values: ['R', 'X'] }, 'flour'],
    ['unlisted-code', { kind: 'one-of', variable: 'insured', values: ['yes'] }, 'insured'],
    ['unlisted-code', { kind: 'one-of', variable: 'village', values: [' Ash'] }, 'village'],
    ['unlisted-code', { kind: 'one-of', variable: 'village', values: [''] }, 'village'],
  ];

  it.each(refused)('%s: %j names the rule and %s', (code, when, variable) => {
    const compile = () => compilePolicy(policyWith(fewOvens, { when, decision: 'refer' }), schema);
    expect(compile).toThrow(PolicyError);
    expect(compile).toThrow(expect.objectContaining({ code, variable, rule: 'rule-1' }));
    expect(compile).toThrow(variable);
  });

  it('but codes of an id, a place and a flag that can occur are accepted', () => {
    const accepted: PolicyRule['when'][] = [
      { kind: 'one-of', variable: 'licence', values: ['L-1'] },
      { kind: 'one-of', variable: 'village', values: ['Ash'] },
      { kind: 'one-of', variable: 'insured', values: ['N'] },
    ];
    const rules = accepted.map((when): TestRule => ({ when, decision: 'refer' }));
    expect(decide(0.1, policyWith(...rules), { insured: 'N' }).rule).toBe(2);
  });
});
