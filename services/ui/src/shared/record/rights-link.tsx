import { pagePaths } from '@bora/contracts';
import { Link } from 'react-router';
import { useAccount } from '../account/use-account.ts';
import { texts } from '../texts.ts';
import { type RightsState, rightsPermissions } from './rights-state.ts';

/** From a decision to what its applicant may ask for, for whoever may serve that; nowhere from one that names nobody. */
export function RightsLink({ applicantId }: { applicantId: string }) {
  const { data: account } = useAccount();
  const mayServe = rightsPermissions.some((permission) => account?.permissions.includes(permission));
  if (!mayServe || applicantId === '') return null;
  return (
    <Link className="self-center" to={pagePaths.rights} state={{ applicantId } satisfies RightsState}>
      {texts.recordedDecision.rights}
    </Link>
  );
}
