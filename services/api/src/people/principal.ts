import { type Permission, personalPermissions, type Role, rolePermissions } from '@bora/contracts';
import { ApiProblem } from '../errors.ts';

/** Who asks, verified, and what the one who asks may do. */
export interface Principal {
  readonly personId: string;
  readonly name: string;
  readonly role: Role;
  readonly permissions: ReadonlySet<Permission>;
  readonly mustChangePassword: boolean;
  /** By what it was verified. */
  readonly via: 'session' | 'key';
  /** What the requests are counted under; null: they are not, those of this machine's own commands. */
  readonly allowance: string | null;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks. Reading it in a public call throws. */
    readonly principal: Principal;
    /** Who asks, also where nobody is known. */
    findPrincipal(): Principal | undefined;
  }
}

export function may({ permissions }: Principal, permission: Permission): boolean {
  return permissions.has(permission);
}

/** Throws `not-allowed`. */
export function assertMay(principal: Principal, permission: Permission): void {
  if (may(principal, permission)) return;
  const why = principal.mustChangePassword
    ? 'Change the password that an administrator gave you first.'
    : `${principal.via === 'key' ? 'The key' : `The role ${principal.role}`} lacks the permission ${permission}.`;
  throw new ApiProblem('not-allowed', why);
}

/** What a session may do: until a given password is changed, nothing but that. */
export function sessionPermissions(role: Role, mustChangePassword: boolean): ReadonlySet<Permission> {
  return new Set(mustChangePassword ? ['account:own'] : rolePermissions[role]);
}

/** What a key may do: never more than the role of its person allows now, and nothing that takes a person. */
export function keyPermissions(role: Role, granted: readonly Permission[]): ReadonlySet<Permission> {
  const allowed = rolePermissions[role].filter((permission) => !personalPermissions.includes(permission));
  return new Set(allowed.filter((permission) => granted.includes(permission)));
}

/** What the key of this machine's commands may do: all that any key of the role may, and manage people where that may. */
export function localKeyPermissions(role: Role): ReadonlySet<Permission> {
  const managing = rolePermissions[role].filter((permission) => permission === 'people:manage');
  return new Set([...keyPermissions(role, rolePermissions[role]), ...managing]);
}
