import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readBundle, readShippedProfiles } from '@bora/bundle';
import type { ModelReference } from '@bora/contracts';
import { openApplicantFile, parseApplicants } from '@bora/features';
import { checkReasons, loadScorer, type ReasonCheck, selectBackend } from '@bora/model';
import type { ObjectStore } from '@bora/object-store';
import { existingFileSize } from '../files/existing-file.ts';
import { CliError } from '../terminal/cli-error.ts';

/** As many as the figures in docs/decisions are of. */
const sizes = { rows: 10_000, shapleyRows: 300, shapleyOrderPairs: 100 };

/**
 * Measures a model's reasons on the applicants of a file. @param onProgress share of the work done
 * @throws CliError when there is no such file; what `readBundle`, `loadScorer` and `openApplicantFile` throw
 */
export async function measureReasons(
  store: ObjectStore,
  model: ModelReference,
  path: string,
  onProgress: (share: number) => void,
): Promise<ReasonCheck> {
  await existingFileSize(path);
  await selectBackend('auto');
  const bundle = await readBundle(store, model, { profiles: await readShippedProfiles() });
  if (bundle.kind === 'scorecard') {
    throw new CliError('The reasons of a scorecard are its points, and need no check: name a network.');
  }
  const { records, layout, firstLine } = openApplicantFile(await readFile(resolve(path)), bundle.schema);
  const { table } = parseApplicants(records, layout, bundle.schema, { firstRow: 1, firstLine });
  if (table.rowCount === 0) throw new CliError(`${path} holds no applicants: give a file that does.`);
  const scorer = await loadScorer(bundle);
  try {
    return checkReasons(scorer, bundle.encoder, table, sizes, onProgress);
  } finally {
    scorer.dispose();
  }
}
