import { type Account, type Permission, pagePaths } from '@bora/contracts';
import { texts } from '../shared/texts.ts';

interface Place {
  readonly path: string;
  readonly name: string;
  /** Whoever may do one of these has something to do there. */
  readonly anyOf: readonly Permission[];
}

const { navigation } = texts;
const places: readonly Place[] = [
  { path: pagePaths.scoreFile, name: navigation.scoreFile, anyOf: ['batch:create'] },
  { path: pagePaths.batches, name: navigation.files, anyOf: ['batch:read'] },
  { path: pagePaths.scorePerson, name: navigation.scorePerson, anyOf: ['score:create'] },
  { path: pagePaths.referrals, name: navigation.referrals, anyOf: ['referral:settle', 'override:report'] },
  { path: pagePaths.decisions, name: navigation.decisions, anyOf: ['decision:read'] },
  { path: pagePaths.notices, name: navigation.notices, anyOf: ['notice:issue'] },
  { path: pagePaths.policies, name: navigation.policies, anyOf: ['policy:change', 'audit:read'] },
  { path: pagePaths.simulations, name: navigation.simulations, anyOf: ['simulation:run', 'audit:read'] },
  { path: pagePaths.segmentations, name: navigation.segments, anyOf: ['segmentation:run', 'audit:read'] },
  { path: pagePaths.models, name: navigation.models, anyOf: ['operations:read'] },
  { path: pagePaths.operations, name: navigation.operations, anyOf: ['operations:read'] },
  { path: pagePaths.audit, name: navigation.audit, anyOf: ['audit:read'] },
  { path: pagePaths.keys, name: navigation.keys, anyOf: ['key:own'] },
  { path: pagePaths.people, name: navigation.people, anyOf: ['people:manage'] },
];

/** The pages on which a person has something to do, in the order of the navigation. */
export function placesOf(account: Account | null | undefined): readonly Place[] {
  return places.filter(({ anyOf }) => anyOf.some((permission) => account?.permissions.includes(permission)));
}

/** Where a person begins. */
export function firstPlace(account: Account): string {
  return placesOf(account)[0]?.path ?? pagePaths.account;
}
