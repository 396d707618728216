import { Account, PasswordChange, SignIn } from '@bora/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { actorOfPrincipal } from '../audit/actor.ts';
import { ApiProblem } from '../errors.ts';
import type { Principal } from '../people/principal.ts';
import { clearSessionCookie, sessionToken, setSessionCookie } from '../people/session-cookie.ts';
import { endSession, removeEndedSessions, verifySession } from '../people/sessions.ts';
import { changeOwnPassword, signIn } from '../people/sign-in.ts';
import type { ApiServices } from '../services.ts';
import { problemResponses } from './problem-responses.ts';

const tags = ['people'];
/** Of a name and passwords; nobody has to be known to send this. */
const bodyLimitBytes = 16 * 1024;

/** Signing in and out, and what a person does with the own account. */
export function sessionRoutes({ database, people }: ApiServices): FastifyPluginAsyncZod {
  const { query } = database;
  return async (app) => {
    app.post(
      '/session',
      {
        config: { public: true, audit: 'session.begin' },
        bodyLimit: bodyLimitBytes,
        schema: {
          tags,
          summary: 'Sign in',
          description:
            'Sets a cookie that scripts cannot read. After five failed attempts at a name from one address that ' +
            'pair is locked for 15 minutes.',
          body: SignIn,
          response: { 200: Account, ...problemResponses },
        },
      },
      async (request, reply) => {
        request.audit.subject = request.body.name.trim().toLowerCase();
        const token = await signIn(query, { ...request.body, address: request.ip });
        const before = sessionToken(request);
        if (before !== undefined) await endSession(query, before);
        await removeEndedSessions(query, people.sessionLimits);
        people.verified.forget();
        setSessionCookie(request, reply, token);
        const { principal } = await verifySession(query, token, people.sessionLimits);
        request.audit.actor = actorOfPrincipal(principal);
        return accountView(principal);
      },
    );

    app.get(
      '/session',
      {
        config: { signedIn: true, audit: 'nobody-in-it' },
        schema: {
          tags,
          summary: 'Who asks, and what the one who asks may do',
          response: { 200: Account, ...problemResponses },
        },
      },
      async (request) => accountView(request.principal),
    );

    app.delete(
      '/session',
      {
        config: { permission: 'account:own', audit: 'session.end' },
        schema: { tags, summary: 'Sign out', response: { 204: z.null(), ...problemResponses } },
      },
      async (request, reply) => {
        await endSession(query, ownToken(sessionToken(request)));
        people.verified.forget();
        clearSessionCookie(request, reply);
        return reply.code(204).send(null);
      },
    );

    app.put(
      '/session/password',
      {
        config: { permission: 'account:own', audit: 'person.change-password' },
        bodyLimit: bodyLimitBytes,
        schema: {
          tags,
          summary: "Change one's own password; all other sessions end",
          body: PasswordChange,
          response: { 204: z.null(), ...problemResponses },
        },
      },
      async (request, reply) => {
        const token = ownToken(sessionToken(request));
        const asked = { ...request.body, address: request.ip, token };
        await changeOwnPassword(query, request.principal, asked);
        people.verified.forget();
        await people.passwordChanged(request.principal.name);
        return reply.code(204).send(null);
      },
    );
  };
}

function accountView({ personId, name, role, permissions, mustChangePassword }: Principal): Account {
  return { id: personId, name, role, permissions: [...permissions], mustChangePassword };
}

/** Whoever may do something to the own account came with a session. */
function ownToken(token: string | undefined): string {
  if (token !== undefined) return token;
  throw new ApiProblem('not-signed-in', 'Sign in: an API key has no account.');
}
