import {
  BundleFormatError,
  ChampionNotFoundError,
  parseJson,
  readChampion,
  readFiles,
  readVersionManifest,
} from '@bora/bundle';
import {
  type ModelReference,
  SegmentationLayout,
  SegmentationManifest,
  SegmentationModel,
  SegmentationSummary,
} from '@bora/contracts';
import type { ObjectStore } from '@bora/object-store';
import type { z } from 'zod';

/** A stored segmentation, verified. */
export interface StoredSegmentation {
  readonly manifest: SegmentationManifest;
  readonly layout: SegmentationLayout;
  readonly model: SegmentationModel;
  readonly summary: SegmentationSummary;
}

/**
 * Reads a segmentation: every file verified by size and SHA-256, and parsed.
 *
 * @throws BundleNotFoundError, BundleDamagedError, BundleFormatError; ObjectStoreUnavailableError.
 */
export async function readSegmentation(
  store: ObjectStore,
  reference: ModelReference,
): Promise<StoredSegmentation> {
  const manifest = await readVersionManifest(store, reference, SegmentationManifest);
  const files = await readFiles(store, manifest);
  const read = <Content>(file: string, type: z.ZodType<Content>): Content => {
    const bytes = files.get(file);
    if (!bytes) throw new BundleFormatError(file, 'it is not listed in the manifest');
    return parseJson(bytes, type, (problem) => new BundleFormatError(file, problem));
  };
  return {
    manifest,
    layout: read('layout.json', SegmentationLayout),
    model: read('model.json', SegmentationModel),
    summary: read('segments.json', SegmentationSummary),
  };
}

/**
 * The live version of a name.
 * @throws ChampionNotFoundError where there is none; as `readSegmentation`.
 */
export async function readLiveSegmentation(store: ObjectStore, name: string): Promise<StoredSegmentation> {
  const pointer = await readChampion(store, name);
  if (!pointer) throw new ChampionNotFoundError(name);
  return readSegmentation(store, { name, version: pointer.version });
}
