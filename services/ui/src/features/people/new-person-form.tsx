import { PersonName, Role } from '@bora/contracts';
import { useState } from 'react';
import { Button } from '../../shared/controls/button.tsx';
import { Choice, TextInput } from '../../shared/controls/fields.tsx';
import { ShownOnce } from '../../shared/controls/shown-once.tsx';
import { Failure } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { useAddPerson } from './use-people.ts';

const said = texts.people;
export const roleOptions = Role.options.map((role) => [role, texts.role[role]] as const);

/** Adds a person and shows the first password once. */
export function NewPersonForm() {
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role | ''>('');
  const [isAsked, setAsked] = useState(false);
  const adding = useAddPerson();
  const isGoodName = PersonName.safeParse(name).success;
  const added = () => {
    setName('');
    setAsked(false);
  };
  return (
    <form
      className="card space-y-4"
      aria-label={said.add}
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (role !== '' && isGoodName) adding.mutate({ name, role }, { onSuccess: added });
      }}
    >
      <h2>{said.add}</h2>
      <div className="grid gap-4 md:grid-cols-2">
        <TextInput
          label={said.name}
          value={name}
          help={said.nameHelp}
          problem={isAsked && !isGoodName ? said.nameProblem : ''}
          onChange={setName}
        />
        <Choice
          label={said.role}
          value={role}
          help={role === '' ? undefined : said.roleHelp[role]}
          options={roleOptions}
          emptyText={said.chooseRole}
          onChange={(value) => setRole(Role.safeParse(value).data ?? '')}
        />
      </div>
      {adding.isError && <Failure error={adding.error} />}
      {adding.data && (
        <ShownOnce
          title={said.added(adding.data.person.name)}
          help={said.passwordHelp}
          secret={adding.data.password}
        />
      )}
      <Button type="submit" look="main" isDisabled={name === '' || role === '' || adding.isPending}>
        {said.add}
      </Button>
    </form>
  );
}
