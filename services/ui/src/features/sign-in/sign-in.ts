import { Account } from '@bora/contracts';
import { useMutation } from '@tanstack/react-query';
import { useNewAccount } from '../../shared/account/use-account.ts';
import { callApi } from '../../shared/api.ts';

/** Begins a session. */
export function useSignIn() {
  const begin = useNewAccount();
  return useMutation({
    mutationFn: (given: { name: string; password: string }) =>
      callApi('/v1/session', Account, { method: 'POST', body: given }),
    onSuccess: begin,
  });
}
