import type { Decision, Settled, WaitsFor } from '@bora/contracts';
import type { Generated } from 'kysely';
import type { OfDecision } from '../records/decision-key.ts';

interface ByPerson {
  person_id: string;
  person_name: string;
}

export interface WorkflowTables {
  notices: OfDecision & {
    id: string;
    profile: string;
    version: number;
    creditor_name: string;
    creditor_address: string;
    agency: string | null;
    issued_at: Generated<Date>;
    issued_by: string;
    issued_by_name: string;
  };
  claims: OfDecision & ByPerson & { claimed_at: Generated<Date> };
  overrides: OfDecision &
    ByPerson & {
      id: string;
      state: 'proposed' | 'stands' | 'refused';
      from_decision: Decision;
      decision: Settled;
      reason: string;
      explanation: string;
      amount: number | null;
      made_at: Generated<Date>;
      settled_by: string | null;
      settled_by_name: string | null;
      settled_at: Date | null;
    };
  decision_notes: OfDecision & ByPerson & { id: string; note: string; written_at: Generated<Date> };
  review_requests: OfDecision &
    ByPerson & {
      id: string;
      requested_on: string;
      request: string;
      recorded_at: Generated<Date>;
      settled_at: Date | null;
    };
  promotion_proposals: ByPerson & { model_name: string; model_version: string; proposed_at: Generated<Date> };
  /** The last override of a decision that stands. */
  standing_overrides: OfDecision &
    ByPerson & { decision: Settled; reason: string; made_at: Date; stands_since: Date };
  /** Decisions that wait for a person, and those that a person settled: these wait for nothing. */
  referrals: OfDecision & { decided_at: Date; waits_for: WaitsFor | null; settled_by: string | null };
  /** Decisions that are declined in the end: each asks for a notice until one is issued. */
  adverse_actions: OfDecision & { decided_at: Date; officer: string; issued_at: Date | null };
}
