import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { ObjectStore } from '@bora/object-store';
import { writeCompleteFile } from '../files/complete-file.ts';
import { existingFileSize } from '../files/existing-file.ts';
import { CliError } from '../terminal/cli-error.ts';
import { startProgress } from '../terminal/progress.ts';
import type { Terminal } from '../terminal/terminal.ts';

export interface Dataset {
  readonly name: string;
  readonly bytes: number;
}

export interface StoredDataset extends Dataset {
  readonly sha256: string;
}

/** Stores a file under a name with its checksum; what stood there before stays until the last byte has come. */
export async function pushDataset(
  terminal: Terminal,
  store: ObjectStore,
  file: string,
  name = basename(file),
): Promise<StoredDataset> {
  const total = await existingFileSize(file);
  const pieces = createReadStream(file);
  const { size, sha256 } = await store.put(name, counted(terminal, 'Storing', total, pieces));
  return { name, bytes: size, sha256 };
}

/**
 * Writes a stored data set to a file, which is there only when its checksum is the one that was stored.
 *
 * @throws CliError when there is none of that name; ObjectDamagedError.
 */
export async function pullDataset(
  terminal: Terminal,
  store: ObjectStore,
  name: string,
  out: string,
): Promise<Dataset> {
  const found = (await listDatasets(store)).find((dataset) => dataset.name === name);
  if (!found)
    throw new CliError(`There is no data set ${name} in ${store.location}: see \`bora data list\`.`);
  const pieces = await store.open(name);
  await writeCompleteFile(out, counted(terminal, 'Fetching', found.bytes, pieces), terminal.signal);
  return found;
}

export async function listDatasets(store: ObjectStore): Promise<Dataset[]> {
  const datasets: Dataset[] = [];
  for await (const { key, size } of store.list('')) datasets.push({ name: key, bytes: size });
  return datasets;
}

async function* counted(
  terminal: Terminal,
  label: string,
  total: number,
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const progress = startProgress(terminal, { label, total, unit: 'bytes' });
  let done = 0;
  try {
    for await (const piece of pieces) {
      terminal.signal.throwIfAborted();
      yield piece;
      done += piece.byteLength;
      progress.update(done);
    }
  } finally {
    progress.stop();
  }
}
