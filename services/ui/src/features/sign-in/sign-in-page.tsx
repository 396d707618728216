import { pagePaths } from '@bora/contracts';
import { useState } from 'react';
import { Navigate, useSearchParams } from 'react-router';
import { useAccount } from '../../shared/account/use-account.ts';
import { Button } from '../../shared/controls/button.tsx';
import { TextInput } from '../../shared/controls/fields.tsx';
import { Failure } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { usePageTitle } from '../../shared/use-page-title.ts';
import { useSignIn } from './sign-in.ts';

const said = texts.signIn;

/** Name and password; then back to the page from which one came. */
export function SignInPage() {
  usePageTitle(said.title);
  const { data: account } = useAccount();
  const [parameters] = useSearchParams();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useSignIn();
  if (account) return <Navigate to={ownPage(parameters.get('back'))} replace />;
  return (
    <div className="mx-auto max-w-md space-y-5">
      <h1>{said.title}</h1>
      <form
        className="card space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          signIn.mutate({ name, password });
        }}
      >
        <TextInput label={said.name} value={name} autoComplete="username" onChange={setName} />
        <TextInput
          label={said.password}
          value={password}
          type="password"
          autoComplete="current-password"
          onChange={setPassword}
        />
        {signIn.isError && <Failure error={signIn.error} />}
        <Button type="submit" look="main" isDisabled={name === '' || password === '' || signIn.isPending}>
          {signIn.isPending ? said.busy : said.action}
        </Button>
        <p className="help">{said.help}</p>
      </form>
    </div>
  );
}

/** An address within this site: whoever sends a link to sign in cannot lead elsewhere. */
function ownPage(back: string | null): string {
  return back !== null && /^\/(?![/\\])/.test(back) ? back : pagePaths.scoreFile;
}
