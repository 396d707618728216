import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { outputOf } from './setup/command-output.mjs';
import { withProgress } from './setup/progress-line.mjs';
import { repositoryRoot } from './setup/repository.mjs';
import { reportFailure, SetupError } from './setup/setup-error.mjs';
import { typeScriptCommand } from './setup/typescript-command.mjs';

const usage =
  'node scripts/restore-drill.mjs --wipe NAME [--keep FILE]\n' +
  'Dumps the database of DATABASE_URL, empties it, restores it, and has the running api (BORA_URL) verify the audit ' +
  'trail against the head of before. NAME is the name of that database: it says that you mean it.';
const emptied = 'drop schema public cascade; create schema public;';
const counted =
  "select coalesce(sum((xpath('/row/c/text()', query_to_xml('select count(*) as c from ' || quote_ident(tablename), " +
  "false, true, '')))[1]::text::bigint), 0) from pg_tables where schemaname = 'public'";

/** Shows that a backup is one: what was dumped comes back, and nobody is the wiser. */
async function main() {
  const { values } = parseArgs({ options: { wipe: { type: 'string' }, keep: { type: 'string' } } });
  const { name, env } = readDatabase();
  if (values.wipe !== name)
    throw new SetupError(`Nothing was done: \`--wipe ${name}\` is missing.\n${usage}`);
  const folder = mkdtempSync(join(tmpdir(), 'bora-restore-drill-'));
  const dump = values.keep ?? join(folder, 'bora.dump');
  try {
    await drill({ folder, dump, env, name });
  } catch (error) {
    console.error(values.keep ? `The dump is ${dump}.` : `The dump is kept: ${dump}`);
    throw error;
  }
  rmSync(folder, { recursive: true });
}

/** @param {{ folder: string, dump: string, env: NodeJS.ProcessEnv, name: string }} options */
async function drill({ folder, dump, env, name }) {
  const database = (/** @type {string} */ program, /** @type {string[]} */ args) =>
    outputOf(program, args, { env });
  const count = async () => Number(await database('psql', ['-XAtqc', counted]));
  const trail = join(folder, 'audit.ndjson');

  const exported = await withProgress('Exporting the audit trail', () =>
    bora(['audit', 'export', '--out', trail, '--json']),
  );
  const { head } = JSON.parse(exported);
  await withProgress('Dumping the database', () =>
    database('pg_dump', ['--format=custom', `--file=${dump}`, '--no-owner']),
  );
  const before = await count();
  await withProgress(`Emptying ${name}`, () => database('psql', ['-Xqv', 'ON_ERROR_STOP=1', '-c', emptied]));
  const between = await count();
  await withProgress('Restoring the dump', () =>
    database('pg_restore', [
      '--single-transaction',
      '--exit-on-error',
      '--no-owner',
      `--dbname=${name}`,
      dump,
    ]),
  );
  const after = await count();
  const headText = `${head.sequence}:${head.hash}`;
  const said = await withProgress('Verifying the audit trail', () =>
    bora(['audit', 'verify', '--head', headText]),
  );
  console.log(`dump      ${(statSync(dump).size / 1e6).toFixed(1)} MB`);
  console.log(`rows      ${before} before, ${between} after the wipe, ${after} after the restore`);
  console.log(`head      ${headText.slice(0, 24)}…`);
  console.log(said.trim());
  if (after < before) throw new SetupError('Rows are missing after the restore.');
}

/** @param {string[]} args */
function bora(args) {
  const [program, ...rest] = typeScriptCommand('cli/src/main.ts', args);
  const env = { ...process.env, TSX_TSCONFIG_PATH: join(repositoryRoot, 'tsconfig.json') };
  return outputOf(String(program), rest, { env });
}

/** The password goes by the environment, which no list of processes shows. */
function readDatabase() {
  const { DATABASE_URL: text } = process.env;
  if (!text || !URL.canParse(text)) throw new SetupError(`DATABASE_URL does not name a database.\n${usage}`);
  const url = new URL(text);
  const name = decodeURIComponent(url.pathname.slice(1));
  const env = {
    ...process.env,
    PGHOST: url.hostname,
    PGPORT: url.port || '5432',
    PGUSER: decodeURIComponent(url.username),
    PGPASSWORD: decodeURIComponent(url.password),
    PGDATABASE: name,
    PGOPTIONS: '-c client_min_messages=warning',
  };
  return { name, env };
}

main().catch(reportFailure);
