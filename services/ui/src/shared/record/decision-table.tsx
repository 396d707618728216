import type { RecordedDecision } from '@bora/contracts';
import { Link } from 'react-router';
import { decisionAddress } from '../addresses.ts';
import { FinalDecision, sayOverridden } from '../final-decision.tsx';
import { sayMoment, sayPd } from '../say-numbers.ts';
import { texts } from '../texts.ts';

interface DecisionTableProps {
  readonly decisions: readonly RecordedDecision[];
  /** Of the table, for those who hear it. */
  readonly name: string;
}

/** Recorded decisions, each with a way to it. */
export function DecisionTable({ decisions, name }: DecisionTableProps) {
  const said = texts.decisions;
  return (
    <div className="sideways" tabIndex={0} role="region" aria-label={name}>
      <table className="plain-table">
        <thead>
          <tr>
            <th>{said.when}</th>
            <th>{said.applicant}</th>
            <th>{texts.scores.decision}</th>
            <th className="text-right">{texts.scores.score}</th>
            <th className="text-right">{texts.scores.pd}</th>
            <th>{said.reason}</th>
            <th>{said.officer}</th>
          </tr>
        </thead>
        <tbody>
          {decisions.map((one) => (
            <tr key={one.id}>
              <td className="whitespace-nowrap">
                <Link to={decisionAddress(one.id)}>{sayMoment(one.decidedAt)}</Link>
              </td>
              <td className="min-w-32 max-w-60 [overflow-wrap:anywhere]">{sayApplicant(one)}</td>
              <td>
                <FinalDecision one={one} />
                {one.overriddenTo && <span className="help block">{sayOverridden(one)}</span>}
              </td>
              <td className="numbers text-right">{one.score}</td>
              <td className="numbers text-right">{sayPd(one.pd)}</td>
              <td className="min-w-72">{one.reasons[0]?.text ?? texts.none}</td>
              <td>{sayOfficer(one)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function sayApplicant({ applicantId }: RecordedDecision): string {
  return applicantId === null ? texts.decisions.erased : applicantId || texts.decisions.noId;
}

export function sayOfficer({ officerName }: RecordedDecision): string {
  return officerName ?? texts.decisions.unknownOfficer;
}
