import {
  BundleDamagedError,
  BundleFormatError,
  BundleNotFoundError,
  parseJson,
  readChampion,
  readFiles,
  readVersionManifest,
} from '@bora/bundle';
import {
  ModelName,
  SegmentationManifest,
  type SegmentationReport,
  SegmentationSummary,
} from '@bora/contracts';
import type { ObjectStore } from '@bora/object-store';
import { storeDamaged } from '../errors.ts';
import { segmentationNotFound } from './known-segmentation.ts';

/** The live version of a stored segmentation. Throws `segmentation-not-found`, `store-damaged`. */
export async function readStoredReport(store: ObjectStore, givenName: string): Promise<SegmentationReport> {
  const name = ModelName.safeParse(givenName);
  if (!name.success) throw segmentationNotFound();
  try {
    const pointer = await readChampion(store, name.data);
    if (!pointer) throw segmentationNotFound();
    const manifest = await readVersionManifest(store, pointer, SegmentationManifest);
    const files = await readFiles(store, manifest);
    const bytes = files.get('segments.json') ?? new Uint8Array();
    const asFormatError = (problem: string) => new BundleFormatError('segments.json', problem);
    const { formatVersion: _, ...summary } = parseJson(bytes, SegmentationSummary, asFormatError);
    const segmentation = `${manifest.name}/${manifest.version}`;
    return { segmentation, layout: manifest.layout.id, ...summary };
  } catch (error) {
    throw isDamage(error) ? storeDamaged(error) : error;
  }
}

/** Whether the store holds something that is not a whole segmentation. */
export function isDamage(error: unknown): error is Error {
  return (
    error instanceof BundleDamagedError ||
    error instanceof BundleFormatError ||
    error instanceof BundleNotFoundError
  );
}
