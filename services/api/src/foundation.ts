import { checkPayloadKeyClaim, claimPayloadKey } from '@bora/batch-store';
import type { Logger } from 'pino';
import { type Audit, openAudit } from './audit/open-audit.ts';
import { createSubjects } from './audit/subjects.ts';
import type { Config } from './config.ts';
import { type Database, openDatabase } from './database/database.ts';
import { type InstallationKeys, readInstallationKeys } from './installation-keys.ts';
import { queueRoom } from './limits/queue-room.ts';
import { createPeople, type People } from './people/people.ts';
import { assertPayloadKey } from './records/assert-payload-key.ts';
import { setLostKeysAside } from './records/lost-keys.ts';
import { type ApiConnections, openConnections } from './redis/api-connections.ts';
import { type ApiQueues, openQueues } from './redis/api-queues.ts';
import { isRedisFailure } from './redis/is-redis-failure.ts';
import { openStores, type Stores } from './stores.ts';

/** What everything else of the api stands on: its keys, and whatever it is connected with. */
export interface Foundation {
  readonly config: Config;
  readonly log: Logger;
  readonly keys: InstallationKeys;
  readonly stores: Stores;
  readonly connections: ApiConnections;
  readonly queues: ApiQueues;
  readonly database: Database;
  readonly people: People;
  readonly audit: Audit;
  /** Connects; resolves also when Redis or the database is away, because they may come back. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Reads the keys; nothing connects before `start`. */
export async function openFoundation(config: Config, log: Logger): Promise<Foundation> {
  const keys = await readInstallationKeys(config);
  const stores = openStores(config);
  const connections = openConnections(config.REDIS_URL, log);
  const { queues, ...endings } = openQueues(connections, queueRoom(config), log);
  const people = createPeople(config, log);
  const isLost = config.PAYLOAD_KEY_LOST;
  const subjects = createSubjects({ ...keys, isLost }, log);
  const { redis } = connections;
  const database = openDatabase(config.DATABASE_URL, log, {
    async inspect(query) {
      if (!isLost) await assertPayloadKey(query, keys.cipher);
    },
    async prepare(query) {
      await people.prepare(query);
      if (isLost) await setLostKeysAside(query, keys.cipher);
      await subjects.prepare(query);
      // Not before: a key that the database refutes claims no Redis either.
      await unlessAway(claimPayloadKey(redis, keys.payloadKey, keys.previousKey));
    },
  });
  const audit = openAudit({ query: database.query, redis, keys, subjects, log });

  return {
    config,
    log,
    keys,
    stores,
    connections,
    queues,
    database,
    people,
    audit,
    async start() {
      await connections.connect();
      await unlessAway(checkPayloadKeyClaim(redis, keys.payloadKey, keys.previousKey));
      await database.start();
      endings.start();
    },
    async close() {
      await endings.close();
      people.close();
      await database.close();
      connections.disconnect();
      await stores.close();
    },
  };
}

/** A worker with the right key will have claimed Redis by the time that it is back. */
async function unlessAway(asked: Promise<void>): Promise<void> {
  await asked.catch((error: unknown) => {
    if (!isRedisFailure(error)) throw error;
  });
}
