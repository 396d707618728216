import type { AuditActor } from '@bora/contracts';
import type { FastifyRequest } from 'fastify';
import type { Principal } from '../people/principal.ts';

/** Somebody who calls without signing in, or in vain. */
const nobody: AuditActor = { id: '', name: '', kind: 'unknown', roles: [] };

/** Who asks. */
export function actorOf(request: FastifyRequest): AuditActor {
  const principal = request.findPrincipal();
  return request.audit.actor ?? (principal ? actorOfPrincipal(principal) : nobody);
}

export function actorOfPrincipal({ personId, name, role, via }: Principal): AuditActor {
  return { id: personId, name, kind: via === 'key' ? 'key' : 'person', roles: [role] };
}
