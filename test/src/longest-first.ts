import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The test files that take longest, the longest first. */
const longFiles = [
  'test/records.integration.test.ts',
  'test/chaos.integration.test.ts',
  'services/ui/test/pages.browser.test.ts',
  'test/signed-models.integration.test.ts',
  'services/worker/test/recovery.integration.test.ts',
  'test/delivery.integration.test.ts',
  'services/ui/test/lost-and-found.browser.test.ts',
  'cli/test/simulate-memory.integration.test.ts',
  'services/ui/test/profit.browser.test.ts',
  'test/simulation-figures.integration.test.ts',
  'cli/test/evaluation.integration.test.ts',
  'test/segmentations.integration.test.ts',
  'services/ui/test/segments.browser.test.ts',
  'packages/model/test/published-data.unit.test.ts',
];

/** Begins with what takes long, so that at the end no core waits for the last file; the rest goes as usual. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    refuseMissing(longFiles);
    const sorted = await super.sort(files);
    const place = ({ moduleId }: TestSpecification) => {
      const found = longFiles.findIndex((path) => moduleId.endsWith(`/${path}`));
      return found === -1 ? longFiles.length : found;
    };
    return sorted.toSorted((left, right) => place(left) - place(right));
  }
}

/** Throws where a file, from the root of the repository, is not there: it was renamed, and nothing else would notice. */
export function refuseMissing(paths: readonly string[]): void {
  const missing = paths.filter((path) => !existsSync(join(import.meta.dirname, '../..', path)));
  if (missing.length > 0) throw new Error(`test/src/longest-first.ts names no file: ${missing.join(', ')}`);
}
