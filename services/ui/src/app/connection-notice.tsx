import { Liveness } from '@bora/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { callApi } from '../shared/api.ts';
import { texts } from '../shared/texts.ts';

const askEveryMs = 10_000;
const askAgainMs = 2_000;

/** Says above every page that the api is away; when it is back, everything on the page is read again. */
export function ConnectionNotice() {
  const queries = useQueryClient();
  const { isError } = useQuery({
    queryKey: ['liveness'],
    queryFn: ({ signal }) => callApi('/health/live', Liveness, { signal }),
    retry: 1,
    retryDelay: 500,
    refetchInterval: ({ state }) => (state.status === 'error' ? askAgainMs : askEveryMs),
  });
  const wasAway = useRef(false);
  useEffect(() => {
    if (wasAway.current && !isError) {
      queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'liveness' });
    }
    wasAway.current = isError;
  }, [isError, queries]);
  return (
    <div role="status" className="print:hidden">
      {isError && (
        <p className="bg-refer-soft px-4 py-2 text-center text-refer">
          <strong>{texts.connection.away}</strong> {texts.connection.comesBack}
        </p>
      )}
    </div>
  );
}
