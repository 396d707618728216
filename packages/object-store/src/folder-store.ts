import { randomUUID } from 'node:crypto';
import { createReadStream, type Dirent } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { sidecarSuffix } from './checksum-sidecar.ts';
import { folderFailure, isAbsent } from './folder-failure.ts';
import { partialSuffix } from './object-key.ts';
import type { RawStore } from './raw-store.ts';

/** Objects as files below a folder, which the first write creates. */
export class FolderStore implements RawStore {
  readonly location: string;
  readonly #folder: string;

  /** @param folder absolute path */
  constructor(folder: string) {
    this.location = `file:${folder}`;
    this.#folder = folder;
  }

  write(key: string, body: AsyncIterable<Uint8Array>): Promise<void> {
    return this.#run(key, 'write', async (path) => {
      const partial = join(dirname(path), `.${basename(path)}.${randomUUID()}${partialSuffix}`);
      await mkdir(dirname(path), { recursive: true });
      try {
        await writeAndSync(partial, body);
        await rename(partial, path);
      } catch (error) {
        await rm(partial, { force: true });
        throw error;
      }
      await syncFolder(dirname(path));
    });
  }

  read(key: string): Promise<Uint8Array> {
    return this.#run(key, 'read', (path) => readFile(path));
  }

  async *stream(key: string): AsyncGenerator<Uint8Array> {
    try {
      yield* createReadStream(this.#path(key));
    } catch (error) {
      throw folderFailure(this.location, key, 'read', error);
    }
  }

  readRange(key: string, start: number, endExclusive: number): Promise<Uint8Array> {
    return this.#run(key, 'read', async (path) => {
      const pieces: Buffer[] = [];
      for await (const piece of createReadStream(path, { start, end: endExclusive - 1 })) pieces.push(piece);
      return Buffer.concat(pieces);
    });
  }

  async *list(prefix: string): AsyncGenerator<{ key: string; size: number }> {
    const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1);
    for (const name of await this.#names(folder)) {
      const key = folder + name;
      if (!key.startsWith(prefix)) continue;
      if (key.endsWith('/')) yield* this.list(key);
      else {
        const size = await this.#size(key);
        if (size !== undefined) yield { key, size };
      }
    }
  }

  async exists(key: string): Promise<boolean> {
    return (await this.#size(key)) !== undefined;
  }

  delete(key: string): Promise<void> {
    return this.#run(key, 'write', async (path) => {
      if (await this.exists(key)) await rm(path, { force: true });
    });
  }

  async removeUnfinished(beforeMs: number): Promise<number> {
    let removed = 0;
    try {
      const names = new Set(await readdir(this.#folder, { recursive: true }));
      const isUnfinished = (name: string) =>
        name.endsWith(partialSuffix) ||
        // A checksum is written before what it is of becomes visible.
        (name.endsWith(sidecarSuffix) && !names.has(name.slice(0, -sidecarSuffix.length)));
      for (const name of [...names].filter(isUnfinished))
        if (await removeOlder(join(this.#folder, name), beforeMs)) removed += 1;
    } catch (error) {
      if (!isAbsent(error)) throw folderFailure(this.location, '', 'read', error);
    }
    return removed;
  }

  async close(): Promise<void> {}

  #path(key: string): string {
    return join(this.#folder, ...key.split('/'));
  }

  async #run<Answer>(key: string, purpose: 'read' | 'write', action: (path: string) => Promise<Answer>) {
    try {
      return await action(this.#path(key));
    } catch (error) {
      throw folderFailure(this.location, key, purpose, error);
    }
  }

  /** Names of the files, and of the folders with a slash behind, in the order of the keys that they begin. */
  async #names(folder: string): Promise<string[]> {
    const entries = await readdir(this.#path(folder), { withFileTypes: true }).catch((error): Dirent[] => {
      if (isAbsent(error)) return [];
      throw folderFailure(this.location, folder, 'read', error);
    });
    return entries
      .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name))
      .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  }

  /** Bytes of a file; undefined when there is none, which is so too when it was deleted during a list. */
  async #size(key: string): Promise<number | undefined> {
    try {
      const found = await stat(this.#path(key));
      return found.isFile() ? found.size : undefined;
    } catch (error) {
      if (isAbsent(error)) return undefined;
      throw folderFailure(this.location, key, 'read', error);
    }
  }
}

/** Says whether it did; a file that is gone by now is not there to be removed. */
async function removeOlder(path: string, beforeMs: number): Promise<boolean> {
  try {
    if ((await stat(path)).mtimeMs >= beforeMs) return false;
    await rm(path);
    return true;
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}

async function writeAndSync(path: string, body: AsyncIterable<Uint8Array>): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await writeFile(file, body);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Without it a power cut can undo the rename. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
