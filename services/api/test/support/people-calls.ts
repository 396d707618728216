import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Account, PersonWithPassword, type Role } from '@bora/contracts';
import { type Answer, ask } from './ask.ts';
import type { Credential } from './people.ts';
import type { RunningApi } from './running-api.ts';

/** Calls by which people sign in and are managed, of a running api. */
export class PeopleCalls {
  readonly #api: RunningApi;
  /** Of the first administrator. */
  readonly password: string;
  readonly #key: string;

  private constructor(api: RunningApi, password: string, key: string) {
    this.#api = api;
    this.password = password;
    this.#key = key;
  }

  static async of(api: RunningApi): Promise<PeopleCalls> {
    const [password, key] = await Promise.all(
      [api.passwordFile, api.keyFile].map((file) => readFile(file, 'utf8')),
    );
    return new PeopleCalls(api, password!.trim(), key!.trim());
  }

  /** The key of this machine's commands. */
  localKey(): Credential {
    return { authorization: `Bearer ${this.#key}` };
  }

  signIn(name: string, word: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.#api.url}/v1/session`, {
      method: 'POST',
      headers: { 'x-anonymous': 'yes', 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ name, password: word }),
    });
  }

  /** The session of who signs in; throws where that does not succeed. */
  async signedIn(name: string, word: string, headers: Record<string, string> = {}): Promise<Credential> {
    const response = await this.signIn(name, word, headers);
    if (!response.ok) throw new Error(`${name} was not signed in: ${response.status}`);
    const [, token] = /bora-session=([^;]+)/.exec(response.headers.get('set-cookie') ?? '') ?? [];
    return { cookie: `bora-session=${token}`, origin: this.#api.url };
  }

  async account(credential: Credential): Promise<Account | undefined> {
    const response = await fetch(`${this.#api.url}/v1/session`, { headers: credential });
    return response.ok ? Account.parse(await response.json()) : undefined;
  }

  async addPerson(role: Role): Promise<PersonWithPassword> {
    const response = await fetch(`${this.#api.url}/v1/people`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: `${role}-${randomUUID().slice(0, 8)}`, role }),
    });
    return PersonWithPassword.parse(await response.json());
  }

  changePassword(session: Credential, current: string, next: string): Promise<Answer> {
    return ask('PUT', `${this.#api.url}/v1/session/password`, session, { current, next });
  }

  patchPerson(id: string, change: object): Promise<Answer> {
    return ask('PATCH', `${this.#api.url}/v1/people/${id}`, this.localKey(), change);
  }
}
