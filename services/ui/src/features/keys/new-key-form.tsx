import { keyDays, type Permission, personalPermissions } from '@bora/contracts';
import { useState } from 'react';
import { useAccount } from '../../shared/account/use-account.ts';
import { Button } from '../../shared/controls/button.tsx';
import { TextInput } from '../../shared/controls/fields.tsx';
import { ShownOnce } from '../../shared/controls/shown-once.tsx';
import { Failure } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { PermissionChoice } from './permission-choice.tsx';
import { useMakeKey } from './use-keys.ts';

const said = texts.keys;

/** Makes a key that may do some of what one may do oneself, and shows it once. */
export function NewKeyForm() {
  const { data: account } = useAccount();
  const [name, setName] = useState('');
  const [days, setDays] = useState(String(keyDays.usual));
  const [chosen, setChosen] = useState<readonly Permission[]>([]);
  const making = useMakeKey();
  const expiresInDays = Number(days);
  const areDaysOdd = !(
    Number.isInteger(expiresInDays) &&
    expiresInDays >= 1 &&
    expiresInDays <= keyDays.maximum
  );
  const mine = account?.permissions ?? [];
  const offered = mine.filter((permission) => !personalPermissions.includes(permission));
  const personal = mine.filter((permission) => personalPermissions.includes(permission));
  return (
    <form
      className="card space-y-4"
      aria-label={said.make}
      onSubmit={(event) => {
        event.preventDefault();
        making.mutate({ name, permissions: chosen, expiresInDays });
      }}
    >
      <h2>{said.make}</h2>
      <div className="grid gap-4 md:grid-cols-2">
        <TextInput label={said.name} value={name} help={said.nameHelp} onChange={setName} />
        <TextInput
          label={said.days}
          value={days}
          inputMode="numeric"
          problem={areDaysOdd ? said.daysProblem(keyDays.maximum) : ''}
          onChange={setDays}
        />
      </div>
      <PermissionChoice offered={offered} personal={personal} chosen={chosen} onChange={setChosen} />
      {making.isError && <Failure error={making.error} />}
      {making.data && (
        <ShownOnce
          title={said.madeNow(making.data.apiKey.name)}
          help={said.keyHelp}
          secret={making.data.key}
        />
      )}
      <Button
        type="submit"
        look="main"
        isDisabled={name.trim() === '' || chosen.length === 0 || areDaysOdd || making.isPending}
      >
        {said.make}
      </Button>
    </form>
  );
}
