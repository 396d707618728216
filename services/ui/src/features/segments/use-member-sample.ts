import { type Segment, SegmentMembers } from '@bora/contracts';
import { useQuery } from '@tanstack/react-query';
import { ApiError, callApi } from '../../shared/api.ts';

const places = 10;
const customersEach = 100;

/** Customers from places spread over the file, because those who come first in it are not like the others. */
export function useMemberSample(id: string, segments: readonly Segment[]) {
  const customers = segments.reduce((sum, segment) => sum + segment.customers, 0);
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

/** Whether customers are not there because they are kept for a shorter time than their segments. */
export function areMembersGone(error: unknown): boolean {
  return error instanceof ApiError && error.problem?.code === 'segmentation-expired';
}

function offsets(customers: number): number[] {
  const step = Math.max(customersEach, customers / places);
  const count = Math.min(places, Math.ceil(customers / customersEach));
  return Array.from({ length: count }, (_, index) => Math.floor(index * step));
}
