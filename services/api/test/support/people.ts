import { randomUUID } from 'node:crypto';
import { type Permission, permissionNames, type Role } from '@bora/contracts';
import { pino } from 'pino';
import { type Database, openDatabase } from '../../src/database/database.ts';
import { makeKey } from '../../src/people/api-keys.ts';
import { addPerson } from '../../src/people/people-store.ts';
import { beginSession } from '../../src/people/sessions.ts';
import type { RunningApi } from './running-api.ts';

/** Headers by which the api knows who calls. */
export type Credential = Record<string, string>;

/** A person of the api's database, made without signing in, which takes time. */
export interface Someone {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** A new session each time. */
  session(): Promise<Credential>;
  /** A new key; it may do all that a key of the role may, unless told. */
  key(permissions?: readonly Permission[], expiresAt?: Date): Promise<Credential & { id: string }>;
}

/** People beside the first administrator, and the database that they are in. */
export class TestPeople {
  readonly #api: RunningApi;
  readonly database: Database;

  constructor(api: RunningApi) {
    this.#api = api;
    this.database = openDatabase(api.databaseUrl, pino({ level: 'silent' }));
  }

  async add(role: Role, name: string = `${role}-${randomUUID().slice(0, 8)}`): Promise<Someone> {
    const { query } = this.database;
    // Nobody signs in with it.
    const passwordHash = 'no password';
    const { id } = await addPerson(query, { name, role, passwordHash, mustChangePassword: false });
    const origin = this.#api.url;
    return {
      id,
      name,
      role,
      async session() {
        const token = await beginSession(query, { id, password_hash: passwordHash });
        return { cookie: `bora-session=${token}`, origin };
      },
      async key(permissions = permissionNames, expiresAt = new Date(Date.now() + 86_400_000)) {
        const made = await makeKey(query, { personId: id, name: 'test', permissions, expiresAt });
        return Object.defineProperty({ authorization: `Bearer ${made.key}` }, 'id', {
          value: made.id,
        }) as unknown as Credential & { id: string };
      },
    };
  }

  close(): Promise<void> {
    return this.database.close();
  }
}
