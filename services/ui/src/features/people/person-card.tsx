import { type Person, Role } from '@bora/contracts';
import { Confirmation } from '../../shared/controls/confirmation.tsx';
import { Choice } from '../../shared/controls/fields.tsx';
import { ShownOnce } from '../../shared/controls/shown-once.tsx';
import { sayMoment } from '../../shared/say-numbers.ts';
import { Failure } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { roleOptions } from './new-person-form.tsx';
import { useChangePerson, useResetPassword } from './use-people.ts';

const said = texts.people;

/** One person: role, whether the person may sign in, a new password. */
export function PersonCard({ person, isSelf }: { person: Person; isSelf: boolean }) {
  const { id, name, role, isDisabled, mustChangePassword, lastSignInAt } = person;
  const change = useChangePerson(id);
  const reset = useResetPassword(id);
  const failed = [change, reset].find(({ isError }) => isError);
  return (
    <article className="card space-y-3" aria-label={name}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h3 className="[overflow-wrap:anywhere]">{isSelf ? said.self(name) : name}</h3>
        {isDisabled && (
          <span className="rounded-full bg-decline-soft px-2.5 py-0.5 text-sm font-semibold text-decline">
            {said.disabled}
          </span>
        )}
      </div>
      <p className="help">
        {lastSignInAt ? said.lastSignIn(sayMoment(lastSignInAt)) : said.neverSignedIn}
        {mustChangePassword && ` ${said.mustChange}`}
      </p>
      <Choice
        label={said.roleOf(name)}
        value={role}
        options={roleOptions}
        emptyText={said.chooseRole}
        onChange={(value) => {
          const chosen = Role.safeParse(value).data;
          if (chosen) change.mutate({ role: chosen });
        }}
      />
      {failed && <Failure error={failed.error} />}
      {reset.data && (
        <ShownOnce title={said.newPassword(name)} help={said.passwordHelp} secret={reset.data.password} />
      )}
      {!isSelf && (
        <div className="flex flex-wrap gap-3">
          <Confirmation
            action={said.reset}
            title={said.resetTitle(name)}
            isDisabled={reset.isPending}
            onConfirm={() => reset.mutate(undefined)}
          >
            {said.resetDetail}
          </Confirmation>
          <Confirmation
            action={isDisabled ? said.enable : said.disable}
            title={isDisabled ? said.enableTitle(name) : said.disableTitle(name)}
            look={isDisabled ? 'plain' : 'danger'}
            isDisabled={change.isPending}
            onConfirm={() => change.mutate({ isDisabled: !isDisabled })}
          >
            {isDisabled ? said.enableDetail : said.disableDetail}
          </Confirmation>
        </div>
      )}
    </article>
  );
}
