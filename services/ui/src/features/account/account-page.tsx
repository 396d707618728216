import { useState } from 'react';
import { useAccount } from '../../shared/account/use-account.ts';
import { Button } from '../../shared/controls/button.tsx';
import { TextInput } from '../../shared/controls/fields.tsx';
import { Failure, Notice } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { usePageTitle } from '../../shared/use-page-title.ts';
import { useChangePassword } from './change-password.ts';

const said = texts.account;

/** One's own account: role, and a new password. */
export function AccountPage() {
  usePageTitle(said.title);
  const { data: account } = useAccount();
  return (
    <div className="mx-auto max-w-md space-y-5">
      <div>
        <h1>{said.title}</h1>
        {account && (
          <p className="mt-1 text-soft">{said.introduction(account.name, texts.role[account.role])}</p>
        )}
      </div>
      {account?.mustChangePassword && (
        <Notice kind="warning" title={said.mustChange}>
          {said.mustChangeDetail}
        </Notice>
      )}
      <PasswordForm />
    </div>
  );
}

function PasswordForm() {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const change = useChangePassword();
  const isOther = again !== '' && again !== next;
  const clear = () => [setCurrent, setNext, setAgain].map((set) => set(''));
  return (
    <form
      className="card space-y-4"
      aria-label={said.changePassword}
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate({ current, next }, { onSuccess: clear });
      }}
    >
      <h2>{said.changePassword}</h2>
      <TextInput
        label={said.current}
        value={current}
        type="password"
        autoComplete="current-password"
        onChange={setCurrent}
      />
      <TextInput
        label={said.next}
        value={next}
        help={said.nextHelp}
        type="password"
        autoComplete="new-password"
        onChange={setNext}
      />
      <TextInput
        label={said.again}
        value={again}
        problem={isOther ? said.notTheSame : ''}
        type="password"
        autoComplete="new-password"
        onChange={setAgain}
      />
      {change.isError && <Failure error={change.error} />}
      {change.isSuccess && <Notice kind="good" title={said.changed} />}
      <Button
        type="submit"
        look="main"
        isDisabled={current === '' || next === '' || again !== next || change.isPending}
      >
        {said.changePassword}
      </Button>
    </form>
  );
}
