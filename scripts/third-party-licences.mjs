import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './setup/repository.mjs';
import { reportFailure, SetupError } from './setup/setup-error.mjs';
import { licenceList, licenceTexts, withForbiddenLicence } from './supply/licence-documents.mjs';
import { productionPackages } from './supply/production-packages.mjs';

/**
 * Writes docs/third-party-licences.md and docs/third-party-licences.txt; with `--check` only says whether they are current.
 * Fails where a licence is not among those that are allowed.
 */
async function main() {
  const packages = await productionPackages();
  const forbidden = withForbiddenLicence(packages).map(({ name, license }) => `${name} (${license})`);
  if (forbidden.length > 0) {
    throw new SetupError(`Nobody has allowed these licences: ${forbidden.join(', ')}.`);
  }
  const documents = {
    'third-party-licences.md': licenceList(packages),
    'third-party-licences.txt': licenceTexts(packages),
  };
  for (const [name, text] of Object.entries(documents)) {
    const path = join(repositoryRoot, 'docs', name);
    const isCurrent = existsSync(path) && readFileSync(path, 'utf8') === text;
    if (process.argv.includes('--check')) {
      if (!isCurrent)
        throw new SetupError(`docs/${name} is out of date: node scripts/third-party-licences.mjs`);
    } else if (!isCurrent) writeFileSync(path, text);
  }
  console.log(`${packages.length} packages, every licence is allowed`);
}

main().catch(reportFailure);
