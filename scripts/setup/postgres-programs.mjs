import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { findProgram } from './find-program.mjs';
import { ensureProgram } from './system-program.mjs';

/** Where packages put the programs of each version. */
const USUAL_FOLDERS = [
  '/usr/lib/postgresql/*/bin',
  '/usr/pgsql-*/bin',
  '/opt/homebrew/opt/postgresql@*/bin',
  '/usr/local/opt/postgresql@*/bin',
];
const postgres = {
  names: ['initdb'],
  aptPackage: 'postgresql',
  brewFormula: 'postgresql@17',
  byHand:
    'Bora needs PostgreSQL: install version 15 or newer (Debian and Ubuntu: `sudo apt-get install postgresql`, macOS: `brew install postgresql@17`), or set DATABASE_URL to a database that is there already.',
};

/**
 * Finds the programs of a PostgreSQL server, and installs them with the system's package manager where there are none.
 *
 * @param {{ logsFolder: string, folders?: string[], version?: string | undefined, signal?: AbortSignal | undefined }} options
 *   `version` is the major one that wrote the data which is to be served: it is preferred, else the newest is taken
 * @returns {Promise<string>} the folder of `initdb`, `postgres`, `pg_ctl` and `pg_isready`
 * @throws {SetupError} that says how to install it by hand
 */
export async function ensurePostgres({ logsFolder, folders = USUAL_FOLDERS, version, signal }) {
  const ofVersion = folders.map((folder) => folder.replace('*', version ?? '*'));
  const preferred = version === undefined ? undefined : findProgram('initdb', ofVersion);
  // A link on the PATH leads to the folder where the other programs are too.
  return dirname(realpathSync(preferred ?? (await ensureProgram(postgres, { logsFolder, folders, signal }))));
}
