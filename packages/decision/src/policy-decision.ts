import type { Decision, PolicyTerms } from '@bora/contracts';
import { PdOutOfRangeError } from './points-scale.ts';

/** What a policy makes of one applicant. */
export interface PolicyDecision {
  readonly decision: Decision;
  /**
   * Index in `policy.rules` of the first rule that holds and asks for this decision: a policy reason, to be told
   * beside the score's reasons. `null` when the cut-offs alone decide.
   */
  readonly rule: number | null;
}

/**
 * Decision of the cut-offs alone: a PD below `approveBelow` is approved, from `declineFrom` declined, between
 * them referred.
 *
 * @throws PdOutOfRangeError when `pd` is not in 0..1.
 */
export function decisionByCutOff(
  pd: number,
  policy: Pick<PolicyTerms, 'approveBelow' | 'declineFrom'>,
): Decision {
  if (!(pd >= 0 && pd <= 1)) throw new PdOutOfRangeError();
  if (pd < policy.approveBelow) return 'approve';
  return pd < policy.declineFrom ? 'refer' : 'decline';
}

/** The strictest of the cut-offs' decision and of the rules that hold, with the first rule that asks for it. */
export function strictest(
  policy: Pick<PolicyTerms, 'rules'>,
  byCutOff: Decision,
  holds: (rule: number) => boolean,
): PolicyDecision {
  let decision = byCutOff;
  let deciding: number | null = null;
  for (let rule = 0; rule < policy.rules.length; rule++) {
    const asked = policy.rules[rule]!.decision;
    const isStricter = strictness[asked] > strictness[decision];
    if (!isStricter && !(deciding === null && asked === decision)) continue;
    if (!holds(rule)) continue;
    decision = asked;
    deciding = rule;
  }
  return { decision, rule: deciding };
}

const strictness: Record<Decision, number> = { approve: 0, refer: 1, decline: 2 };
