import { readFile } from 'node:fs/promises';
import { inRepository } from '../repository.ts';
import { CliError } from '../terminal/cli-error.ts';

const usualUrl = 'http://127.0.0.1:3000';

/** Where the api answers: as given, else as `npm start` of this repository left it, else at its usual port. */
export async function findApiUrl(given: string | undefined): Promise<URL> {
  const text = given ?? (await readFile(inRepository('.data/url'), 'utf8').catch(() => usualUrl)).trim();
  if (!URL.canParse(text) || !/^https?:/.test(text)) {
    throw new CliError(`${text} is not the address of an api: it looks like ${usualUrl}.`);
  }
  return new URL(text.endsWith('/') ? text : `${text}/`);
}
