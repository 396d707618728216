import { useLocation, useNavigate } from 'react-router';
import { RightsState } from '../../shared/record/rights-state.ts';

/** Whom the page is about, and how that is changed; nothing of it comes into an address. */
export function useRightsState() {
  const { state } = useLocation();
  const navigate = useNavigate();
  const { applicantId, erasureId } = RightsState.safeParse(state).data ?? {};
  return {
    applicantId,
    erasureId,
    // In place of the entry before, so that the browser's history keeps no number that was erased.
    show: (next: RightsState) => navigate('.', { replace: true, state: next }),
  };
}
