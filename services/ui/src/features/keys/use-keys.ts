import { ApiKeyList, ApiKeyWithSecret, type Permission } from '@bora/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { callApi } from '../../shared/api.ts';

const keysKey = ['keys'];

export function useKeys() {
  return useQuery({
    queryKey: keysKey,
    queryFn: ({ signal }) => callApi('/v1/keys', ApiKeyList, { signal }),
  });
}

export interface WantedKey {
  readonly name: string;
  readonly permissions: readonly Permission[];
  readonly expiresInDays: number;
}

export function useMakeKey() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (key: WantedKey) => callApi('/v1/keys', ApiKeyWithSecret, { method: 'POST', body: key }),
    onSettled: () => queries.invalidateQueries({ queryKey: keysKey }),
  });
}

export function useRevokeKey(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => callApi(`/v1/keys/${id}`, z.null(), { method: 'DELETE' }),
    onSettled: () => queries.invalidateQueries({ queryKey: keysKey }),
  });
}
