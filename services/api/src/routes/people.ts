import { NewPerson, Person, PersonChange, PersonList, PersonWithPassword } from '@bora/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { noteChange } from '../audit/audited-request.ts';
import { ApiProblem } from '../errors.ts';
import { revokeKeysOf } from '../people/api-keys.ts';
import { generatePassword, hashPassword } from '../people/passwords.ts';
import { addPerson, changePerson, listPeople, setPassword } from '../people/people-store.ts';
import { endSessionsOf } from '../people/sessions.ts';
import type { ApiServices } from '../services.ts';
import { problemResponses } from './problem-responses.ts';

const tags = ['people'];
const config = { permission: 'people:manage' } as const;
const Params = z.object({ id: z.string().describe('Id of the person') });

/** People: what an administrator does. */
export function peopleRoutes({ database, people }: ApiServices): FastifyPluginAsyncZod {
  const { query } = database;
  return async (app) => {
    app.get(
      '/people',
      {
        config: { ...config, audit: 'nobody-in-it' },
        schema: { tags, summary: 'All people, by name', response: { 200: PersonList, ...problemResponses } },
      },
      async () => ({ people: await listPeople(query) }),
    );

    app.post(
      '/people',
      {
        config: { ...config, audit: 'person.add' },
        schema: {
          tags,
          summary: 'Add a person, whose first password is said once',
          description: 'The person can do nothing but change it after signing in.',
          body: NewPerson,
          response: { 201: PersonWithPassword, ...problemResponses },
        },
      },
      async (request, reply) => {
        const { name, role } = request.body;
        const password = generatePassword();
        const passwordHash = await hashPassword(password);
        const person = await addPerson(query, { name, role, passwordHash, mustChangePassword: true });
        request.audit.objectId = person.id;
        noteChange(request, 'name', null, name);
        noteChange(request, 'role', null, role);
        return reply.code(201).send({ person, password });
      },
    );

    app.patch(
      '/people/:id',
      {
        config: { ...config, audit: 'person.change' },
        schema: {
          tags,
          summary: 'Change the role of a person, disable or enable one',
          description: 'Takes effect at once; disabling ends all sessions, and no key of the person works.',
          params: Params,
          body: PersonChange,
          response: { 200: Person, ...problemResponses },
        },
      },
      async (request) => {
        const id = knownId(request.params.id);
        const before = (await listPeople(query)).find((one) => one.id === id);
        const person = await changePerson(query, id, request.body);
        noteChange(request, 'role', before?.role, person.role);
        noteChange(request, 'isDisabled', before?.isDisabled, person.isDisabled);
        people.verified.forget();
        return person;
      },
    );

    app.post(
      '/people/:id/password',
      {
        config: { ...config, audit: 'person.reset-password' },
        schema: {
          tags,
          summary: 'Give a person a new password, which is said once',
          description:
            'All sessions of the person end and all API keys of the person are revoked, but for the key of the ' +
            "commands on the api's machine.",
          params: Params,
          response: { 200: PersonWithPassword, ...problemResponses },
        },
      },
      async ({ params }) => {
        const password = generatePassword();
        const passwordHash = await hashPassword(password);
        const id = knownId(params.id);
        const person = await query.transaction().execute(async (transaction) => {
          const changed = await setPassword(transaction, id, passwordHash, true);
          await endSessionsOf(transaction, id);
          await revokeKeysOf(transaction, id);
          return changed;
        });
        people.verified.forget();
        await people.passwordChanged(person.name);
        return { person, password };
      },
    );
  };
}

/** An id that cannot be one is an id that nobody has. */
function knownId(id: string): string {
  if (z.uuid().safeParse(id).success) return id;
  throw new ApiProblem('person-not-found', 'There is no person with this id.');
}
