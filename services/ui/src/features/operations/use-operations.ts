import { Operations, Readiness } from '@bora/contracts';
import { useQuery } from '@tanstack/react-query';
import { callApi } from '../../shared/api.ts';

const askEveryMs = 3_000;

/** Health of each part; parts that failed are an answer too. */
export function useReadiness() {
  return useQuery({
    queryKey: ['readiness'],
    queryFn: ({ signal }) => callApi('/health/ready', Readiness, { signal, answers: [503] }),
    refetchInterval: askEveryMs,
  });
}

/** Workers, queues and failed jobs. */
export function useOperations() {
  return useQuery({
    queryKey: ['operations'],
    queryFn: ({ signal }) => callApi('/v1/operations', Operations, { signal }),
    refetchInterval: askEveryMs,
  });
}
