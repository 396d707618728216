import { PersonList, PersonWithPassword } from '@bora/contracts';
import type { ApiClient } from '../score/api-client.ts';
import { CliError } from '../terminal/cli-error.ts';

/**
 * Gives an administrator a new password, which has to be changed after signing in; all sessions and keys of that person
 * end. Throws `CliError` where nobody of that name is an administrator who may sign in.
 */
export async function resetAdministrator(
  api: ApiClient,
  name: string,
  signal: AbortSignal,
): Promise<PersonWithPassword> {
  const { people } = await api.get('v1/people', PersonList, signal);
  const administrators = people.filter(({ role, isDisabled }) => role === 'administrator' && !isDisabled);
  const person = administrators.find((one) => one.name === name);
  if (person) return api.post(`v1/people/${person.id}/password`, PersonWithPassword, signal);
  const names = administrators.map((one) => one.name).join(', ');
  throw new CliError(
    `There is no administrator ${name}. Administrators: ${names}. Others get a new password from one of them, on the page People.`,
  );
}
