import { type ComplianceProfile, Policy, type PolicyRule } from '@bora/contracts';
import { expect, it } from 'vitest';
import { assertApplicable } from '../src/policies/assert-applicable.ts';
import { inventedSchema } from './support/invented-schema.ts';

const model = { reference: { name: 'invented', version: 'v1' }, schema: inventedSchema };
const profile = (forbids: ComplianceProfile['forbids']): ComplianceProfile => ({
  id: 'br',
  title: 'Invented',
  forbids,
  why: 'For tests',
});

function assertRule(when: PolicyRule['when'], forbids: ComplianceProfile['forbids']): void {
  const rule = { code: 'noted', text: 'Noted', when, decision: 'refer' };
  const versions = { name: 'default', version: 1, createdAt: '2026-01-01T00:00:00.000Z' };
  const policy = Policy.parse({ ...versions, approveBelow: 0.1, declineFrom: 0.2, rules: [rule] });
  assertApplicable(policy, model, profile(forbids));
}

it.each<PolicyRule['when']>([
  { kind: 'missing', variable: 'NOTE' },
  { kind: 'one-of', variable: 'NOTE', values: ['a'] },
])('a rule on a forbidden variable is refused by name: $kind', (when) => {
  expect(() => assertRule(when, ['nationality'])).toThrow(/rule noted .*NOTE.* profile br forbids/);
});

it('a rule is free to read what the profile does not forbid', () => {
  assertRule({ kind: 'missing', variable: 'NOTE' }, ['sex']);
  assertRule({ kind: 'above', variable: 'HEIGHT', value: 200 }, ['nationality']);
});
