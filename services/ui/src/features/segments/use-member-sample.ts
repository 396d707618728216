import { SegmentMembers } from '@bora/contracts';
import { useQuery } from '@tanstack/react-query';
import { callApi } from '../../shared/api.ts';

const places = 10;
const customersEach = 100;

/** Customers from places spread over the file, because those who come first in it are not like the others. */
export function useMemberSample(id: string, customers: number) {
  return useQuery({
    queryKey: ['segment-members', id],
    queryFn: async ({ signal }) => {
      const pages = await Promise.all(
        offsets(customers).map((offset) =>
          callApi(
            `/v1/segmentations/${encodeURIComponent(id)}/members?offset=${offset}&limit=${customersEach}`,
            SegmentMembers,
            { signal },
          ),
        ),
      );
      return pages.flatMap(({ members }) => members);
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

function offsets(customers: number): number[] {
  const step = Math.max(customersEach, customers / places);
  const count = Math.min(places, Math.ceil(customers / customersEach));
  return Array.from({ length: count }, (_, index) => Math.floor(index * step));
}
