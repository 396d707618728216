import { type Permission, permissionNames, Role, rolePermissions } from '@bora/contracts';

/** What permissions are about: the word before the colon of a permission, several of them an area. */
const areas = {
  scoring: ['score', 'batch'],
  decisions: ['decision', 'outcome', 'referral', 'override', 'notice'],
  applicants: ['applicant', 'hold'],
  analysis: ['model', 'policy', 'simulation', 'segmentation', 'customer'],
  management: ['operations', 'queues', 'audit', 'people', 'keys', 'key', 'account'],
} as const satisfies Record<string, readonly string[]>;

export type Area = keyof typeof areas;
export const areaNames = Object.keys(areas) as readonly Area[];

/** Of the offered permissions those of an area, in the order of the contract. */
export function permissionsOf(area: Area, offered: readonly Permission[]): readonly Permission[] {
  const subjects: readonly string[] = areas[area];
  return permissionNames.filter(
    (name) => offered.includes(name) && subjects.includes(name.slice(0, name.indexOf(':'))),
  );
}

/** Roles whose permissions a key may be given, each with those of them that are offered. */
export function presetsOf(offered: readonly Permission[]): { role: Role; permissions: Permission[] }[] {
  const presets = Role.options.map((role) => ({
    role,
    permissions: rolePermissions[role].filter((permission) => offered.includes(permission)),
  }));
  return presets.filter(({ permissions }) => permissions.length > 0);
}
