import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {import('./production-packages.mjs').Package} Package */

/** Licences that may come in: permissive ones that ask for no more than their notice. */
const allowed = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'Unlicense',
]);

/**
 * The packages whose licence nobody has allowed; of an expression every part has to be.
 *
 * @param {Package[]} packages
 */
export function withForbiddenLicence(packages) {
  return packages.filter(
    ({ license }) =>
      !license
        .replace(/[()]/g, '')
        .split(' AND ')
        .every((id) => allowed.has(id)),
  );
}

/**
 * The list for people, as Markdown.
 *
 * @param {Package[]} packages
 */
export function licenceList(packages) {
  const counts = new Map();
  for (const { license } of packages) counts.set(license, (counts.get(license) ?? 0) + 1);
  const byCount = [...counts].sort(([one, left], [other, right]) => right - left || (one < other ? -1 : 1));
  return [
    '# Third-party licences',
    '',
    'What the images hold besides Bora itself. Written by `node scripts/third-party-licences.mjs`; a test says when it is out of',
    'date and when a licence came in that nobody has allowed. The texts stand in',
    '[third-party-licences.txt](third-party-licences.txt), which every image holds as `/app/third-party-licences.txt`. Prebuilt',
    'binaries of one platform bear the licence of the package that chooses among them. TensorFlow’s native library, which',
    '`@tensorflow/tfjs-node` downloads where it can, is under Apache-2.0.',
    '',
    ...byCount.map(([license, count]) => `- ${license}: ${count}`),
    '',
    '| package | version | licence |',
    '| --- | --- | --- |',
    ...packages.map(({ name, version, license }) => `| ${name} | ${version} | ${license} |`),
    '',
  ].join('\n');
}

/**
 * The texts that came with the packages, each once, with the packages that it is about.
 *
 * @param {Package[]} packages
 */
export function licenceTexts(packages) {
  /** @type {Map<string, string[]>} */
  const texts = new Map();
  for (const { name, version, license, homepage, folder } of packages) {
    const own = textsIn(folder);
    const found =
      own.length > 0 ? own : [`No text came with the package. Its licence: ${license}. ${homepage}`];
    for (const text of found) texts.set(text, [...(texts.get(text) ?? []), `${name}@${version}`]);
  }
  const line = '='.repeat(100);
  const sections = [...texts].map(([text, names]) => `${line}\n${names.join('\n')}\n${line}\n\n${text}\n`);
  return `Licences of the third-party packages that run with Bora. Bora's own is in LICENSE.\n\n${sections.join('\n')}`;
}

/** @param {string} folder */
function textsIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice|unlicense)/i.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trimEnd());
}
