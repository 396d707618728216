import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { repositoryRoot } from '@bora/testing';
import { expect, test } from 'vitest';
import { z } from 'zod';

const built = join(repositoryRoot, 'services/ui/dist');
const manifestFile = join(built, '.vite/manifest.json');
const Manifest = z.record(
  z.string(),
  z.object({ file: z.string(), imports: z.array(z.string()).optional() }),
);
const limitBytes = 300_000;

/** Scripts that the first page loads: the entry and all that it imports at once. */
function firstLoad(): string[] {
  const manifest = Manifest.parse(JSON.parse(readFileSync(manifestFile, 'utf8')));
  const keys = new Set<string>(['index.html']);
  for (const key of keys) for (const imported of manifest[key]?.imports ?? []) keys.add(imported);
  return [...keys].map((key) => manifest[key]!.file).filter((file) => file.endsWith('.js'));
}

test.skipIf(!existsSync(manifestFile))(
  'the first page loads at most 300 kB of compressed JavaScript (skipped where the pages are not built)',
  () => {
    const sizes = firstLoad().map((file) => gzipSync(readFileSync(join(built, file))).length);
    expect(sizes.length).toBeGreaterThan(0);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(limitBytes);
  },
);
