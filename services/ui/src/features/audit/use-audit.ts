import { type AuditHead, AuditPage, AuditVerification } from '@bora/contracts';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { callApi } from '../../shared/api.ts';

export type AuditFilters = Readonly<Record<'action' | 'outcome' | 'actor' | 'objectId' | 'subject', string>>;

/** Pages of the trail, newest first. */
export function useAuditPages(filters: AuditFilters) {
  return useInfiniteQuery({
    queryKey: ['audit', filters],
    queryFn: ({ pageParam, signal }) => {
      const given = Object.entries(filters).filter(([, value]) => value.trim() !== '');
      const body = { ...Object.fromEntries(given), limit: 100, before: pageParam };
      return callApi('/v1/audit/search', AuditPage, { method: 'POST', body, signal });
    },
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ nextBefore }) => nextBefore ?? undefined,
  });
}

const entriesOfStretch = 2_000;

/** Verifies the whole trail, stretch by stretch, and tells how far it is. */
export function useVerification() {
  const [progress, setProgress] = useState({ done: 0, all: 0 });
  const verification = useMutation({
    mutationFn: async () => {
      let next: AuditHead | null = { sequence: 0, hash: '0'.repeat(64) };
      let verified = 0;
      const findings: AuditVerification['findings'] = [];
      let head = next;
      while (next) {
        const query = new URLSearchParams({
          limit: String(entriesOfStretch),
          after: String(next.sequence),
          afterHash: next.hash,
        });
        const stretch: AuditVerification = await callApi(
          `/v1/audit/verification?${query}`,
          AuditVerification,
        );
        verified += stretch.verified;
        findings.push(...stretch.findings);
        setProgress({ done: verified, all: stretch.entries });
        ({ next, head } = stretch);
      }
      return { verified, findings, head };
    },
  });
  return { ...verification, progress };
}
