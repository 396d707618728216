import { pagePaths } from '@bora/contracts';
import { useMutation } from '@tanstack/react-query';
import { Link } from 'react-router';
import { z } from 'zod';
import { useAccount, useNewAccount } from '../shared/account/use-account.ts';
import { callApi } from '../shared/api.ts';
import { Button } from '../shared/controls/button.tsx';
import { texts } from '../shared/texts.ts';

/** Who is signed in, and the way out. */
export function AccountMenu() {
  const { data: account } = useAccount();
  const begin = useNewAccount();
  const signOut = useMutation({
    mutationFn: () => callApi('/v1/session', z.null(), { method: 'DELETE' }),
    onSuccess: () => begin(null),
  });
  if (!account) return null;
  return (
    <div className="flex items-center gap-3 text-sm">
      <Link to={pagePaths.account} aria-label={texts.account.open(account.name)}>
        {account.name}
      </Link>
      <Button isDisabled={signOut.isPending} onPress={() => signOut.mutate()}>
        {texts.signIn.out}
      </Button>
    </div>
  );
}
