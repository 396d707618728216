import { type Account, mayRole, type Permission, pagePaths, Role } from '@bora/contracts';
import { rightsPermissions } from '../shared/record/rights-state.ts';
import { texts } from '../shared/texts.ts';

/** Places that stand behind one button of the header; the others stand in it themselves. */
export const placeGroups = ['analysis', 'management'] as const;
export type PlaceGroup = (typeof placeGroups)[number];

export interface Place {
  readonly path: string;
  readonly name: string;
  /** Whoever may do one of these has something to do there. */
  readonly anyOf: readonly Permission[];
  readonly group?: PlaceGroup;
}

const { navigation } = texts;
const places: readonly Place[] = [
  { path: pagePaths.scoreFile, name: navigation.scoreFile, anyOf: ['batch:create'] },
  { path: pagePaths.batches, name: navigation.files, anyOf: ['batch:read'] },
  { path: pagePaths.scorePerson, name: navigation.scorePerson, anyOf: ['score:create'] },
  { path: pagePaths.referrals, name: navigation.referrals, anyOf: ['referral:settle', 'override:report'] },
  { path: pagePaths.decisions, name: navigation.decisions, anyOf: ['decision:read'] },
  { path: pagePaths.notices, name: navigation.notices, anyOf: ['notice:issue'] },
  {
    path: pagePaths.policies,
    name: navigation.policies,
    anyOf: ['policy:change', 'audit:read'],
    group: 'analysis',
  },
  {
    path: pagePaths.simulations,
    name: navigation.simulations,
    anyOf: ['simulation:run', 'audit:read'],
    group: 'analysis',
  },
  {
    path: pagePaths.segmentations,
    name: navigation.segments,
    anyOf: ['segmentation:run', 'audit:read'],
    group: 'analysis',
  },
  { path: pagePaths.models, name: navigation.models, anyOf: ['operations:read'], group: 'analysis' },
  {
    path: pagePaths.operations,
    name: navigation.operations,
    anyOf: ['operations:read'],
    group: 'management',
  },
  { path: pagePaths.audit, name: navigation.audit, anyOf: ['audit:read'], group: 'management' },
  {
    path: pagePaths.rights,
    name: navigation.rights,
    anyOf: rightsPermissions,
    group: 'management',
  },
  { path: pagePaths.keys, name: navigation.keys, anyOf: ['key:own'], group: 'management' },
  { path: pagePaths.people, name: navigation.people, anyOf: ['people:manage'], group: 'management' },
];

/** The pages on which a person has something to do, in the order of the navigation. */
export function placesOf(account: Account | null | undefined): readonly Place[] {
  return places.filter((place) => isFor(place, account));
}

/** The place at an address that is for others than this person; pages behind a place are the api's to allow. */
export function closedPlace(pathname: string, account: Account): Place | undefined {
  return places.find((place) => place.path === pathname && !isFor(place, account));
}

/** The roles that have something to do there. */
export function rolesOf({ anyOf }: Place): Role[] {
  return Role.options.filter((role) => anyOf.some((permission) => mayRole(role, permission)));
}

function isFor({ anyOf }: Place, account: Account | null | undefined): boolean {
  return anyOf.some((permission) => account?.permissions.includes(permission));
}

/** Where a person begins. */
export function firstPlace(account: Account): string {
  return placesOf(account)[0]?.path ?? pagePaths.account;
}
