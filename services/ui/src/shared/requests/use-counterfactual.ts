import { PendingWhatIf, RowWhatIf, ScoreWhatIf } from '@bora/contracts';
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { callApi } from '../api.ts';

const Answer = z.union([RowWhatIf, ScoreWhatIf, PendingWhatIf]);
const askAgainMs = 1_000;

/** The smallest changes that would reach the next better decision; asked for when wanted, because it is work. */
export function useCounterfactual(path: string, isWanted: boolean) {
  return useQuery({
    queryKey: ['counterfactual', path],
    queryFn: ({ signal }) => callApi(`${path}/what-if`, Answer, { signal }),
    enabled: isWanted,
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state }) => (state.data && 'state' in state.data ? askAgainMs : false),
  });
}
