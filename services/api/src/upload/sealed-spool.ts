import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline as pipe, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Bytes that came and wait on disk, under a key that is in this process alone: what a crash leaves nobody can read. */
export interface SealedSpool {
  bytes(): AsyncIterable<Buffer>;
  remove(): Promise<void>;
}

const algorithm = 'aes-256-ctr';

/** Takes all bytes in, in memory that does not grow with them; nothing is left where reading them throws. */
export async function spool(pieces: AsyncIterable<Buffer>): Promise<SealedSpool> {
  const folder = await mkdtemp(join(tmpdir(), 'bora-spool-'));
  const path = join(folder, 'sealed');
  const [key, counter] = [randomBytes(32), randomBytes(16)];
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const file = createWriteStream(path, { mode: 0o600, flags: 'wx' });
    await pipeline(Readable.from(pieces), createCipheriv(algorithm, key, counter), file);
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    // The callback is told nothing that the reader is not told.
    bytes: () => pipe(createReadStream(path), createDecipheriv(algorithm, key, counter), () => {}),
    remove,
  };
}
