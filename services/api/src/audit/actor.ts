import type { AuditActor } from '@bora/contracts';
import type { FastifyRequest } from 'fastify';
import { ownerOf } from '../owner.ts';

/** Who asks. */
export function actorOf(request: FastifyRequest): AuditActor {
  const id = ownerOf(request);
  return { id, name: id, kind: 'unknown', roles: [] };
}
