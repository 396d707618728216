import { Batch } from '@bora/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { callApi, listen } from '../../shared/api.ts';

const askEveryMs = 1_000;

const isUnderWay = (batch: Batch | undefined) => batch !== undefined && batch.endedAt === null;

/** A batch, kept current while it runs: by the api's events, and by asking while those do not come. */
export function useBatch(batchId: string) {
  const queries = useQueryClient();
  const [isLive, setLive] = useState(false);
  const query = useQuery({
    queryKey: ['batch', batchId],
    queryFn: ({ signal }) => callApi(`/v1/batches/${encodeURIComponent(batchId)}`, Batch, { signal }),
    refetchInterval: ({ state }) => {
      if (state.data === undefined) return state.status === 'error' ? askEveryMs * 3 : false;
      return isUnderWay(state.data) && !isLive ? askEveryMs : false;
    },
  });
  const mayHaveEvents = isUnderWay(query.data);
  useEffect(() => {
    if (!mayHaveEvents) return;
    const stop = listen(`/v1/batches/${encodeURIComponent(batchId)}/events`, 'progress', Batch, {
      onEvent: (batch) => queries.setQueryData(['batch', batchId], batch),
      onConnection: setLive,
    });
    return () => {
      stop();
      setLive(false);
    };
  }, [batchId, mayHaveEvents, queries]);
  return { ...query, isLive };
}
