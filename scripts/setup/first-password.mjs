import { existsSync, readFileSync, rmSync } from 'node:fs';

/**
 * How one signs in. Where the api has just made the first administrator, with the password, which is said this once: its
 * file is removed.
 *
 * @param {string} url of the pages
 * @param {string | undefined} file where `npm start` has the api write the password; undefined where it is the caller's own
 * @returns {string[]} lines
 */
export function takeFirstPassword(url, file) {
  const where = `Sign in at ${url}/sign-in`;
  if (file === undefined || !existsSync(file)) return [where];
  const password = readFileSync(file, 'utf8').trim();
  rmSync(file);
  return [
    where,
    '  name      administrator',
    `  password  ${password}`,
    'This is said once: keep it, or change it under "My account".',
  ];
}
