import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { outputOf } from '../setup/command-output.mjs';
import { INSTALLER } from '../setup/dependencies.mjs';
import { repositoryRoot } from '../setup/repository.mjs';

/** @typedef {{ name: string, version: string, license: string, homepage: string, folder: string }} Package */

/** What is run in production: the images hold these and what they depend on, the api the built pages of the interface. */
export const productionFilter = ['api', 'worker', 'cli', 'ui'].flatMap((name) => [
  '--filter-prod',
  `@bora/${name}...`,
]);

/** Licences that packages do not name, or name in words, looked up in their repositories. */
const lookedUp = new Map([['@tensorflow/tfjs-node', 'Apache-2.0']]);

/**
 * Runs the pinned pnpm with the packages of production.
 *
 * @param {string[]} args
 * @returns {Promise<string>} its standard output
 */
export function pnpmOfProduction(args) {
  return outputOf('npx', ['--yes', INSTALLER, '--dir', repositoryRoot, ...productionFilter, ...args], {});
}

/**
 * Every third-party package of production, by name and version, but for prebuilt binaries of one platform, which come with
 * the package that chooses among them and bear its licence.
 *
 * @returns {Promise<Package[]>}
 */
export async function productionPackages() {
  /** @type {Record<string, { name: string, versions: string[], paths: string[], license: string, homepage?: string }[]>} */
  const listed = JSON.parse(await pnpmOfProduction(['licenses', 'list', '--prod', '--json']));
  const ofOnePlatform = platformPackages();
  return Object.values(listed)
    .flat()
    .flatMap(({ name, versions, paths, license, homepage = '' }) =>
      versions.map((version, index) => ({
        name,
        version,
        license: lookedUp.get(name) ?? license,
        homepage,
        folder: paths[index] ?? '',
      })),
    )
    .filter(({ name, version }) => !ofOnePlatform.has(`${name}@${version}`))
    .sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}

/** @param {Package} one */
const keyOf = ({ name, version }) => `${name}@${version}`;

/** `name@version` of every package that the lock file binds to an operating system or a processor. */
function platformPackages() {
  const lines = readFileSync(join(repositoryRoot, 'pnpm-lock.yaml'), 'utf8').split('\n');
  const found = new Set();
  let key = '';
  for (const line of lines) {
    key = /^ {2}'?(@?[^'@\s]+@[^':\s]+)'?:$/.exec(line)?.[1] ?? key;
    if (/^ {4}(os|cpu): /.test(line)) found.add(key);
  }
  return found;
}
