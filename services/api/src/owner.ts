import type { FastifyRequest } from 'fastify';

/** Whose work a request is: the id of the person who signed in, or whose key it is. */
export function ownerOf(request: FastifyRequest): string {
  return request.principal.personId;
}
