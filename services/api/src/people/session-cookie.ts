import type { FastifyReply, FastifyRequest } from 'fastify';

const name = 'bora-session';
const isToken = /^[\w-]{43}$/;

/** The token of the request's session, if it has one. */
export function sessionToken({ cookies }: FastifyRequest): string | undefined {
  const token = cookies[name];
  return token !== undefined && isToken.test(token) ? token : undefined;
}

/**
 * Scripts cannot read it, other sites' pages do not send it, and where the page came by TLS it goes by TLS only. It
 * ends with the browser, if the session does not end before.
 */
export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, token: string): void {
  reply.setCookie(name, token, attributes(request));
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  reply.clearCookie(name, attributes(request));
}

function attributes({ headers, protocol }: FastifyRequest) {
  // Behind a proxy that ends TLS, the page's own address says it; whoever forges it makes the cookie stricter.
  const isSecure = protocol === 'https' || headers.origin?.startsWith('https://') === true;
  return { path: '/', httpOnly: true, sameSite: 'strict', secure: isSecure } as const;
}
