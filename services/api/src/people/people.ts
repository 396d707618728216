import { rm } from 'node:fs/promises';
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { Tables } from '../database/tables.ts';
import { ensureAdministrator, firstAdministrator } from './first-administrator.ts';
import { ensureLocalKey } from './local-key.ts';
import type { SessionLimits } from './sessions.ts';
import { createVerifiedPrincipals, type VerifiedPrincipals } from './verified-principals.ts';

/** What is known of people in this process. */
export interface People {
  readonly verified: VerifiedPrincipals;
  readonly sessionLimits: SessionLimits;
  /** Once the tables are there: makes sure that somebody can sign in and that the local key works, and goes on to. */
  prepare(database: Kysely<Tables>): Promise<void>;
  /** After somebody's password was changed: the file of the first one must not go on holding a password that is void. */
  passwordChanged(name: string): Promise<void>;
  close(): void;
}

const lookAfterKeyMs = 86_400_000;

export function createPeople(config: Config, log: Logger): People {
  const { ADMINISTRATOR_PASSWORD_FILE: passwordFile, LOCAL_KEY_FILE: keyFile } = config;
  let timer: NodeJS.Timeout | undefined;
  return {
    verified: createVerifiedPrincipals(),
    sessionLimits: { idleMinutes: config.SESSION_IDLE_MINUTES, hours: config.SESSION_HOURS },
    async prepare(database) {
      await ensureAdministrator(database, passwordFile);
      if (keyFile === undefined) return;
      await ensureLocalKey(database, keyFile);
      timer ??= setInterval(() => {
        ensureLocalKey(database, keyFile).catch((error: unknown) =>
          log.error({ err: error }, 'no local key'),
        );
      }, lookAfterKeyMs).unref();
    },
    async passwordChanged(name) {
      if (name !== firstAdministrator) return;
      await rm(passwordFile, { force: true }).catch((error: unknown) =>
        log.warn(
          { err: error },
          "the first administrator's password is void, and its file cannot be removed",
        ),
      );
    },
    close: () => clearInterval(timer),
  };
}
