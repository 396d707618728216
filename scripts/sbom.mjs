import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { reportFailure } from './setup/setup-error.mjs';
import { pnpmOfProduction } from './supply/production-packages.mjs';

/**
 * Writes what runs in production, every package with its version, licence and hash, as CycloneDX JSON (pnpm's own `sbom`):
 * `node scripts/sbom.mjs [FILE]`.
 */
async function main() {
  const [file = '.data/sbom.cdx.json'] = process.argv.slice(2);
  mkdirSync(dirname(resolve(file)), { recursive: true });
  const format = ['--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--sbom-spec-version', '1.6'];
  await pnpmOfProduction(['sbom', ...format, '--prod', '--out', resolve(file)]);
  console.log(`the bill of materials is in ${file}`);
}

main().catch(reportFailure);
