import { readFileSync } from 'node:fs';
import { runCollected } from './collected-command.mjs';
import { countEarlierFiles } from './earlier-files.mjs';
import { withProgress } from './progress-line.mjs';
import { repositoryRoot } from './repository.mjs';
import { typeScriptCommand } from './typescript-command.mjs';

const SAMPLE = 'data/sample-applicants.csv';
const RESULT = '.data/sample-scores.csv';

/**
 * Scores the sample that ships with the repository over HTTP and through the queue, as a user would.
 *
 * @param {string} url of the api
 * @param {NodeJS.ProcessEnv} env
 * @param {AbortSignal} signal
 * @returns {Promise<string>} the first result and a summary, in a few lines for people
 * @throws {SetupError} with the command's output when it fails
 */
export async function scoreSample(url, env, signal) {
  const waiting = behind(await countEarlierFiles(url, env.LOCAL_KEY_FILE, signal));
  const startedAt = Date.now();
  const [program, ...args] = typeScriptCommand('cli/src/main.ts', [
    'score',
    SAMPLE,
    // Invented applicants have no place in the record of decisions.
    '--trial',
    '--out',
    RESULT,
    '--url',
    url,
  ]);
  await withProgress(`Scoring the sample through the queue${waiting}`, () =>
    runCollected(program, args, { cwd: repositoryRoot, env, signal }),
  );
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  return describeScores(readFileSync(`${repositoryRoot}/${RESULT}`, 'utf8'), `${seconds} s${waiting}`);
}

/**
 * @param {string} csv as `bora score` writes it
 * @param {string} time it took, such as `0.3 s`
 * @returns {string}
 */
export function describeScores(csv, time) {
  const [header = [], ...rows] = csv.trimEnd().split(/\r?\n/).map(fields);
  const column = (/** @type {string} */ name) => rows.map((row) => row[header.indexOf(name)] ?? '');
  const decisions = column('decision');
  const count = (/** @type {string} */ decision) => decisions.filter((one) => one === decision).length;
  const pdMean = column('pd').reduce((sum, pd) => sum + Number(pd), 0) / rows.length;
  return [
    `The sample, ${rows.length.toLocaleString('en')} synthetic applicants of ${SAMPLE}, went through the queue in ${time}:`,
    `  ${count('approve')} approve, ${count('refer')} refer, ${count('decline')} decline; mean probability of default ${pdMean.toFixed(3)}`,
    '  the first result:',
    ...header.map((name, position) => `    ${name.padEnd(12)} ${shown(name, rows[0]?.[position])}`.trimEnd()),
  ].join('\n');
}

/**
 * @param {string} name of a column
 * @param {string} value of the first row
 */
function shown(name, value = '') {
  return name === 'pd' ? Number(value).toPrecision(4) : value;
}

/** @param {number} files */
function behind(files) {
  if (files === 0) return '';
  return `, behind ${files === 1 ? 'an earlier file' : `${files} earlier files`}`;
}

/**
 * @param {string} line of a CSV file whose fields hold no line break
 * @returns {string[]}
 */
function fields(line) {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
}
