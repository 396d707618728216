import type { Application, Decision, NoChangeCode } from '@bora/contracts';
import { compilePolicy } from '@bora/decision';
import { applicantsFromJson } from '@bora/features';
import { type Candidate, candidatesOf, type SearchedModel, withCandidates } from './candidates.ts';
import { changedRows } from './changed-rows.ts';
import type { Combination } from './combinations.ts';
import { searchByLevels, type TriedCombination } from './search-by-levels.ts';
import { isBetter, nextBetter, standingRules } from './standing-rules.ts';

/** One way to a better decision. */
export interface Changes {
  readonly values: readonly { readonly variable: number; readonly to: string | number }[];
  readonly size: number;
}

export interface ChangeSearch {
  readonly from: Decision;
  /** The next better decision; null where there is none. */
  readonly to: Decision | null;
  /** The smallest first, each of other variables than those before it; empty where there is none. */
  readonly found: readonly Changes[];
  /** Why none was found. */
  readonly why: NoChangeCode | null;
  /** Index of the rule that stands in the way, where `why` is `policy-rule`. */
  readonly rule: number | null;
  /** Every combination of the values considered was scored, up to the number of changes of the answer. */
  readonly isExhaustive: boolean;
}

const rowsAtOnce = 4_096;
const maximumFound = 4;
/** A PD this close to a cut-off could be decided either way by rounding. */
const pdTolerance = 1e-6;

/**
 * The smallest changes of changeable variables that reach a better decision: the fewest variables, then the
 * smallest sum of `changeSize`, then the lowest PD, then the order of the schema. Values and limits are those of
 * `reachableValues` and `searchByLevels`. The same question always has the same answer.
 */
export function findSmallestChanges(model: SearchedModel, given: Application): ChangeSearch {
  const { schema, policy } = model;
  const base = applicantsFromJson([given], schema);
  const decide = compilePolicy(policy, schema);
  const from = decide(model.score(base).pd[0]!, 0, base).decision;
  const to = nextBetter(from);
  const none = (why: NoChangeCode, rule: number | null = null, isExhaustive = true): ChangeSearch => {
    return { from, to, found: [], why, rule, isExhaustive };
  };
  if (to === null) return none('already-approved');
  const rules = standingRules(policy, schema, from, base);
  const candidates = candidatesOf(model, given, base, rules);
  const blocking = rules.find(({ variable }) => !candidates.some((one) => one.variable === variable));
  if (blocking) return none('policy-rule', blocking.rule);
  if (candidates.length === 0) return none('nothing-changeable');

  const table = withCandidates(given, candidates, schema);
  const variableOf = candidates.map(({ variable }) => variable);

  function score(combinations: readonly Combination[]): TriedCombination[] {
    const rows = changedRows(table, variableOf, combinations);
    const { pd } = model.score(rows);
    return combinations.map((combination, row) => {
      const [lower, upper] = [pd[row]! - pdTolerance, pd[row]! + pdTolerance].map(
        (at) => decide(Math.min(1, Math.max(0, at)), row, rows).decision,
      );
      return { combination, pd: pd[row]!, isEnough: lower === upper && isBetter(upper!, from) };
    });
  }

  const search = searchByLevels({
    variableOf,
    mustChange: new Set(rules.map(({ variable }) => variable)),
    score: (combinations) =>
      Array.from({ length: Math.ceil(combinations.length / rowsAtOnce) }, (_, index) =>
        score(combinations.slice(index * rowsAtOnce, (index + 1) * rowsAtOnce)),
      ).flat(),
  });
  if (search.enough.length === 0) return none('none-within-bounds', null, search.isExhaustive);
  const found = smallest(search.enough, candidates);
  return { from, to, found, why: null, rule: null, isExhaustive: search.isExhaustive };
}

function smallest(enough: readonly TriedCombination[], candidates: readonly Candidate[]): Changes[] {
  const ways = enough
    .map(({ combination, pd }) => {
      const values = combination.map((candidate) => candidates[candidate]!);
      return { values, pd, size: values.reduce((sum, { size }) => sum + size, 0) };
    })
    .sort((left, right) => left.size - right.size || left.pd - right.pd);
  const byVariables = new Map<string, Changes>();
  for (const { values, size } of ways) {
    const key = values.map(({ variable }) => variable).join();
    if (!byVariables.has(key)) {
      byVariables.set(key, { size, values: values.map(({ variable, to }) => ({ variable, to })) });
    }
  }
  return [...byVariables.values()].slice(0, maximumFound);
}
