import { BundleDamagedError, BundleFormatError, ChampionNotFoundError } from '@bora/bundle';
import { type ObjectStore, ObjectStoreUnavailableError } from '@bora/object-store';
import { JobError } from '@bora/queue-work';
import { readLiveSegmentation, type StoredSegmentation } from '@bora/segmentation';

/** The live version of a name; `undefined` where there is none. Rejects with `JobError`. */
export async function findLiveSegmentation(
  store: ObjectStore,
  name: string,
): Promise<StoredSegmentation | undefined> {
  try {
    return await asJobError(() => readLiveSegmentation(store, name));
  } catch (error) {
    if (error instanceof ChampionNotFoundError) return undefined;
    throw error;
  }
}

/** What a store's failure means for a job. */
export async function asJobError<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ObjectStoreUnavailableError)
      throw new JobError('store-unavailable', error.message, 'wait');
    if (error instanceof BundleDamagedError || error instanceof BundleFormatError)
      throw new JobError('store-damaged', error.message, 'no');
    throw error;
  }
}
