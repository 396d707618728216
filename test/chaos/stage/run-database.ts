import { randomUUID } from 'node:crypto';
import type { PostgresServer } from '@bora/testing';
import { Client } from 'pg';

/** A database of a run's own. */
export interface RunDatabase {
  /** Its address through another port of this machine. */
  urlAt(port: number): string;
  ask<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  drop(): Promise<void>;
}

export async function createDatabase(server: PostgresServer): Promise<RunDatabase> {
  const name = `chaos_${randomUUID().replaceAll('-', '')}`;
  await ask(server.url, `create database ${name}`);
  const url = Object.assign(new URL(server.url), { pathname: `/${name}` });
  return {
    urlAt: (port) => Object.assign(new URL(url), { port: String(port) }).href,
    ask: (text, values) => ask(url.href, text, values),
    async drop() {
      await ask(server.url, `drop database if exists ${name} with (force)`);
    },
  };
}

async function ask<Row>(url: string, text: string, values: readonly unknown[] = []): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(text, [...values])).rows as Row[];
  } finally {
    await client.end();
  }
}
