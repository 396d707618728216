import { useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { callApi } from '../../shared/api.ts';

/** Changes one's own password; all other sessions end. */
export function useChangePassword() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (given: { current: string; next: string }) =>
      callApi('/v1/session/password', z.null(), { method: 'PUT', body: given }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['account'] }),
  });
}
