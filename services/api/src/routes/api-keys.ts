import { ApiKeyList, ApiKeyWithSecret, NewApiKey } from '@bora/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { noteChange } from '../audit/audited-request.ts';
import { ApiProblem } from '../errors.ts';
import { assertGrantable, listKeys, makeKey, revokeKey } from '../people/api-keys.ts';
import { may, type Principal } from '../people/principal.ts';
import type { ApiServices } from '../services.ts';
import { problemResponses } from './problem-responses.ts';

const tags = ['people'];
const dayMs = 86_400_000;
const manager = 'With the permission `keys:manage` those of everybody.';

/** API keys, for programs. */
export function apiKeyRoutes({ database, people }: ApiServices): FastifyPluginAsyncZod {
  const { query } = database;
  return async (app) => {
    app.get(
      '/keys',
      {
        config: { permission: 'key:own', audit: 'nobody-in-it' },
        schema: {
          tags,
          summary: "One's own API keys, newest first",
          description: manager,
          response: { 200: ApiKeyList, ...problemResponses },
        },
      },
      async (request) => ({ keys: await listKeys(query, onlyOf(request.principal)) }),
    );

    app.post(
      '/keys',
      {
        config: { permission: 'key:own', audit: 'key.make' },
        schema: {
          tags,
          summary: 'Make an API key, which is said once',
          description: 'It may do what it is given, as long as the role of its maker may do so too.',
          body: NewApiKey,
          response: { 201: ApiKeyWithSecret, ...problemResponses },
        },
      },
      async (request, reply) => {
        const { name, permissions, expiresInDays } = request.body;
        const maker = request.principal;
        assertGrantable(maker, permissions);
        const { id, key } = await makeKey(query, {
          personId: maker.personId,
          name,
          permissions,
          expiresAt: new Date(Date.now() + expiresInDays * dayMs),
        });
        request.audit.objectId = id;
        noteChange(request, 'permissions', null, permissions);
        const apiKey = (await listKeys(query, maker.personId)).find((one) => one.id === id)!;
        return reply.code(201).send({ apiKey, key });
      },
    );

    app.delete(
      '/keys/:id',
      {
        config: { permission: 'key:own', audit: 'key.revoke' },
        schema: {
          tags,
          summary: "Revoke an API key of one's own, at once",
          description: manager,
          params: z.object({ id: z.string().describe('Id of the key') }),
          response: { 204: z.null(), ...problemResponses },
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        if (!z.uuid().safeParse(id).success)
          throw new ApiProblem('key-not-found', 'There is no API key with this id.');
        await revokeKey(query, id, onlyOf(request.principal));
        people.verified.forget();
        return reply.code(204).send(null);
      },
    );
  };
}

function onlyOf(principal: Principal): string | undefined {
  return may(principal, 'keys:manage') ? undefined : principal.personId;
}
