import { type permissionNames, rolePermissions } from '@bora/contracts';
import Fastify from 'fastify';
import { expect, it } from 'vitest';
import { generateKey, isKeyText, keyPrefix } from '../src/people/api-key-text.ts';
import { guardRoutes } from '../src/people/guard-routes.ts';
import { generatePassword } from '../src/people/passwords.ts';
import type { ApiServices } from '../src/services.ts';

function app() {
  const instance = Fastify();
  guardRoutes(instance, {} as Pick<ApiServices, 'database' | 'people'>, async () => {});
  return instance;
}

it('a route that does not say who may call it cannot be registered, nor one that says two things', () => {
  const answer = async () => 'anything';
  expect(() => app().get('/v1/forgotten', answer)).toThrow(/GET \/v1\/forgotten must say who may call it/);
  const config = { permission: 'batch:read', public: true } as const;
  expect(() => app().get('/v1/undecided', { config }, answer)).toThrow(/must say who may call it, once/);
  expect(() => app().post('/', answer)).toThrow(/POST \/ must say/);
  expect(() => app().get('/v1/said', { config: { permission: 'batch:read' } }, answer)).not.toThrow();
});

it('only an administrator manages people and keys and promotes models, and an auditor changes nothing', () => {
  const holders = (permission: (typeof permissionNames)[number]) =>
    Object.entries(rolePermissions).flatMap(([role, held]) => (held.includes(permission) ? [role] : []));
  for (const permission of ['people:manage', 'keys:manage', 'model:promote', 'batch:cancel-all'] as const) {
    expect(holders(permission)).toEqual(['administrator']);
  }
  const changing = /:(create|cancel|cancel-all|share|promote|change|run|save|manage)$/;
  expect(rolePermissions.auditor.filter((permission) => changing.test(permission))).toEqual([]);
  expect(rolePermissions.officer.filter((permission) => permission.endsWith('-all'))).toEqual([]);
});

it('a key is recognised by its form and checksum, and a mistyped one is not a key', () => {
  const key = generateKey();
  expect(isKeyText(key)).toBe(true);
  expect(generateKey()).not.toBe(key);
  const other = key.endsWith('0') ? '1' : '0';
  expect(isKeyText(`${key.slice(0, -1)}${other}`)).toBe(false);
  expect(isKeyText(`${key.slice(0, 10)}${key[10] === 'a' ? 'b' : 'a'}${key.slice(11)}`)).toBe(false);
  expect(isKeyText(key.toUpperCase())).toBe(false);
  expect(key.startsWith(keyPrefix(key))).toBe(true);
  expect(keyPrefix(key).length).toBeLessThan(15);
});

it('a generated password is long, easy to read out and never the same', () => {
  const passwords = Array.from({ length: 100 }, generatePassword);
  expect(new Set(passwords).size).toBe(100);
  for (const password of passwords) expect(password).toMatch(/^([A-Za-z0-9]{5}-){3}[A-Za-z0-9]{5}$/);
});
