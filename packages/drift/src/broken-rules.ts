import { codesSurged, codesVanished, unseenCodesAppeared } from './rules/code-set.ts';
import { constantNoLonger, nowConstant } from './rules/constant-variable.ts';
import { missingShareChanged } from './rules/missing-share.ts';
import { fractionsAppeared, scaleChanged } from './rules/number-scale.ts';
import type { BrokenKind, BrokenRule, Rule, WatchedVariable } from './watched-variable.ts';

const rules: readonly Rule[] = [
  constantNoLonger,
  nowConstant,
  unseenCodesAppeared,
  codesVanished,
  codesSurged,
  missingShareChanged,
  scaleChanged,
  fractionsAppeared,
];
/** How many tests share the false alarm rate of a variable: those rules and the one for populations. */
export const testsOfVariable = rules.length + 1;

/** Kinds that one says already. */
const implied: Partial<Record<BrokenKind, readonly BrokenKind[]>> = {
  'constant-no-longer': ['now-constant', 'unseen-codes', 'vanished-codes', 'surged-codes'],
  'now-constant': ['unseen-codes', 'vanished-codes', 'surged-codes', 'scale-changed'],
};

/** The rules that a variable of the file breaks, without those that another one implies. */
export function brokenRules(watched: WatchedVariable): BrokenRule[] {
  const broken = rules.map((rule) => rule(watched)).filter((one) => one !== null);
  const said = new Set(broken.flatMap(({ kind }) => implied[kind] ?? []));
  return broken.filter(({ kind }) => !said.has(kind));
}
