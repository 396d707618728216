import { z } from 'zod';

/**
 * All that a person or a key may be allowed to do, with what it means. `…:read` is one's own work and what was
 * shared; `…:read-all` widens it to everybody's.
 */
export const permissions = {
  'score:create': 'Score a single application',
  'score:read': 'Read single scores and what would change them',
  'score:read-all': "Read everybody's single scores",
  'batch:create': 'Upload a file of applicants',
  'batch:read': 'Read batches, their scores, rejects, rows, exports and progress',
  'batch:read-all': "Read everybody's batches",
  'batch:cancel': "Cancel a batch of one's own",
  'batch:cancel-all': "Cancel everybody's batches",
  'batch:share': "Share a batch of one's own, or take that back",
  'decision:read': 'Read the record of decisions, with what was given and what came of them',
  'decision:read-all': "Read everybody's recorded decisions",
  'outcome:add': 'Upload what became of applicants',
  'outcome:read': 'Read what was observed beside what was predicted',
  'applicant:export': 'Export all that is recorded about an applicant',
  'applicant:erase': "Erase an applicant's data",
  'hold:manage': 'Place legal holds and release them',
  'model:read': 'Read models and their schemas',
  'model:promote': 'Make a model version the live one',
  'policy:read': 'Read policies',
  'policy:change': 'Store a version of a policy and make it live',
  'simulation:run': 'Simulate profit and loss of a batch',
  'simulation:read': 'Read simulations',
  'simulation:read-all': "Read everybody's simulations",
  'segmentation:run': 'Segment customers of a file, and cancel that',
  'segmentation:cancel-all': "Cancel everybody's segmentations",
  'segmentation:read': 'Read segmentations, their members and stored ones',
  'segmentation:read-all': "Read everybody's segmentations",
  'customer:classify': 'Put customers into the segments that there are',
  'customer:save': 'Keep customers',
  'customer:read': 'Read kept customers',
  'customer:read-all': 'Read customers that anybody kept',
  'operations:read': 'See workers, queues and failures',
  'queues:inspect': 'Look into queues and their jobs',
  'audit:read': 'Read who did what',
  'referral:settle':
    'Work on referred decisions: claim, decide otherwise, confirm, note, record requests for review',
  'override:report': 'Read who overrode how much',
  'notice:issue': 'Issue notices of adverse action',
  'people:manage': 'Add people, change their roles, disable them, reset their passwords',
  'keys:manage': "See and revoke everybody's API keys",
  'key:own': "Make and revoke API keys of one's own",
  'account:own': "Change one's own password, sign out",
} as const;

export type Permission = keyof typeof permissions;
export const permissionNames = Object.keys(permissions) as [Permission, ...Permission[]];
export const Permission = z.enum(permissionNames);

/**
 * What takes a person who signed in: no key may make another key or change a password. Nor may it make people or give
 * them passwords, because it would then be whomever it likes; only the key of this machine's commands may.
 */
export const personalPermissions: readonly Permission[] = ['key:own', 'account:own', 'people:manage'];

export const Role = z.enum(['officer', 'analyst', 'auditor', 'administrator']);
export type Role = z.infer<typeof Role>;

const reading = [
  'score:read',
  'batch:read',
  'decision:read',
  'model:read',
  'policy:read',
  'simulation:read',
  'segmentation:read',
] as const satisfies Permission[];

const readingAll = [
  'score:read-all',
  'batch:read-all',
  'decision:read-all',
  'simulation:read-all',
  'segmentation:read-all',
] as const satisfies Permission[];

/** What each role may do. */
export const rolePermissions: Readonly<Record<Role, readonly Permission[]>> = {
  officer: [
    ...reading,
    'score:create',
    'batch:create',
    'batch:cancel',
    'batch:share',
    'referral:settle',
    'notice:issue',
    'customer:classify',
    'key:own',
    'account:own',
  ],
  analyst: [
    ...reading,
    ...readingAll,
    'score:create',
    'batch:create',
    'batch:cancel',
    'batch:share',
    'outcome:add',
    'outcome:read',
    'policy:change',
    'simulation:run',
    'segmentation:run',
    'override:report',
    'customer:classify',
    'customer:save',
    'customer:read',
    'operations:read',
    'key:own',
    'account:own',
  ],
  auditor: [
    ...reading,
    ...readingAll,
    'outcome:read',
    'applicant:export',
    'operations:read',
    'audit:read',
    'override:report',
    'account:own',
  ],
  administrator: permissionNames,
};

/** Whether a role may do something. */
export function mayRole(role: Role, permission: Permission): boolean {
  return rolePermissions[role].includes(permission);
}
