import type { Permission } from '@bora/contracts';
import { ApiProblem } from '../errors.ts';
import { may, type Principal } from './principal.ts';

/** A stored thing that belongs to somebody. */
export interface Owned {
  /** Id of a person. */
  readonly owner: string;
  readonly shared?: boolean | undefined;
}

export function isOwn(principal: Principal, { owner }: Owned): boolean {
  return owner === principal.personId;
}

/** Whether somebody may read a thing: its owner, everybody where it is shared, and who may read all of its kind. */
export function mayRead(
  principal: Principal,
  thing: Owned,
  readAll: Extract<Permission, `${string}:read-all`>,
): boolean {
  return isOwn(principal, thing) || thing.shared === true || may(principal, readAll);
}

/** Throws `not-allowed` where a thing that somebody may read is another's, and `changeAll` is not allowed either. */
export function assertOwn(principal: Principal, thing: Owned, changeAll?: Permission): void {
  if (isOwn(principal, thing) || (changeAll !== undefined && may(principal, changeAll))) return;
  throw new ApiProblem('not-allowed', 'Only the person whose work it is may do this.');
}
