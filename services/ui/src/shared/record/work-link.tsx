import { Link } from 'react-router';
import { May } from '../account/may.tsx';
import { referralAddress } from '../addresses.ts';
import { texts } from '../texts.ts';

/** From a decision to what people did about it, for whoever may do something. */
export function WorkLink({ decisionId }: { decisionId: string }) {
  return (
    <May do="referral:settle">
      <Link className="self-center" to={referralAddress(decisionId)}>
        {texts.recordedDecision.work}
      </Link>
    </May>
  );
}
