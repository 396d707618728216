import { Account, type Permission } from '@bora/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ApiError, callApi, whenSignedOut } from '../api.ts';

const accountKey = ['account'];
const readAgainAfterMs = 60_000;

/** Who is signed in; null where nobody is. */
export function useAccount() {
  return useQuery({ queryKey: accountKey, queryFn: readAccount, staleTime: readAgainAfterMs });
}

async function readAccount({ signal }: { signal: AbortSignal }): Promise<Account | null> {
  try {
    return await callApi('/v1/session', Account, { signal });
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}

/** Whether the one who is signed in may do something. */
export function useMay(permission: Permission): boolean {
  return useAccount().data?.permissions.includes(permission) ?? false;
}

/** Begins anew for somebody, or for nobody: what was read for another is forgotten. */
export function useNewAccount(): (account: Account | null) => void {
  const queries = useQueryClient();
  return (account) => {
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== accountKey[0] });
    queries.setQueryData(accountKey, account);
  };
}

/** A session that has ended anywhere has ended everywhere. */
export function useSignedOutNotice(): void {
  const queries = useQueryClient();
  useEffect(() => {
    whenSignedOut(() => queries.setQueryData(accountKey, null));
    return () => whenSignedOut(() => {});
  }, [queries]);
}
