import { permissionNames, rolePermissions } from '@bora/contracts';
import { expect, test } from 'vitest';
import { areaNames, permissionsOf, presetsOf } from '../src/features/keys/permission-areas.ts';

test('every permission that there is stands in exactly one area', () => {
  const inAreas = areaNames.flatMap((area) => permissionsOf(area, permissionNames));
  expect(inAreas.toSorted()).toEqual(permissionNames.toSorted());
});

test('a preset gives what the role may do, and no more than may be given', () => {
  const ofOfficer = presetsOf(permissionNames).find(({ role }) => role === 'officer');
  expect(ofOfficer?.permissions).toEqual(rolePermissions.officer);
  const narrow = presetsOf(['score:read', 'hold:manage']);
  expect(narrow.find(({ role }) => role === 'officer')?.permissions).toEqual(['score:read']);
  expect(narrow.find(({ role }) => role === 'administrator')?.permissions).toEqual([
    'score:read',
    'hold:manage',
  ]);
});
