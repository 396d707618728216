import { execFile, spawnSync } from 'node:child_process';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A small file system of its own, so that it can be full while the machine's is not. */
export interface SmallDisk {
  /** Takes all the space that is left. */
  fill(): Promise<void>;
  free(): Promise<void>;
  unmount(): Promise<void>;
}

const run = promisify(execFile);
const megabytes = 96;
const fillerName = '.filler';

/** Mounts it over a folder. Throws the words of `mount` where this user may not. */
export async function mountSmallDisk(folder: string): Promise<SmallDisk> {
  await mkdir(folder, { recursive: true });
  await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  const filler = join(folder, fillerName);
  const unmount = ['--lazy', folder];
  // Also where the suite is broken off.
  const atExit = () => void spawnSync('umount', unmount);
  process.once('exit', atExit);
  return {
    async fill() {
      const file = await open(filler, 'a');
      try {
        for (const size of [1024 * 1024, 4096]) await writeUntilFull(file, Buffer.alloc(size));
      } finally {
        await file.close();
      }
    },
    free: () => rm(filler, { force: true }),
    async unmount() {
      process.off('exit', atExit);
      await run('umount', unmount);
    },
  };
}

/** Whether this user may mount anything on this machine. */
export async function canMount(folder: string): Promise<boolean> {
  try {
    const disk = await mountSmallDisk(folder);
    await disk.unmount();
    return true;
  } catch {
    return false;
  }
}

async function writeUntilFull(
  file: { write(bytes: Buffer): Promise<{ bytesWritten: number }> },
  piece: Buffer,
): Promise<void> {
  try {
    for (;;) if ((await file.write(piece)).bytesWritten < piece.length) return;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  }
}
