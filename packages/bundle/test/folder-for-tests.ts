import { type ObjectStore, openObjectStore } from '@bora/object-store';
import { temporaryDirectory } from '@bora/testing';
import { onTestFinished } from 'vitest';

/** A real folder store in a folder of its own, both gone when the test ends. */
export async function folderForTest(): Promise<{ store: ObjectStore; path: string }> {
  const directory = await temporaryDirectory();
  const store = openObjectStore(`file:${directory.path}`);
  onTestFinished(async () => {
    await store.close();
    await directory.remove();
  });
  return { store, path: directory.path };
}
