import { existsSync, readFileSync, rmSync } from 'node:fs';
import { administratorPasswordFile } from './local-stores.mjs';

/**
 * How the first administrator signs in, said once: the file with the password is removed. Nothing where it was said
 * before, or where the password's file is the caller's own.
 *
 * @param {string} url of the pages
 * @param {NodeJS.ProcessEnv} env of the api
 * @returns {string[]} lines
 */
export function takeFirstPassword(url, env) {
  const file = administratorPasswordFile;
  if (env.ADMINISTRATOR_PASSWORD_FILE !== file || !existsSync(file)) {
    return [`Sign in at ${url}/sign-in`];
  }
  const password = readFileSync(file, 'utf8').trim();
  rmSync(file);
  return [
    `Sign in at ${url}/sign-in`,
    '  name      administrator',
    `  password  ${password}`,
    'This is said once: keep it, or change it under "My account".',
  ];
}
