import { open } from 'node:fs/promises';

const delimiters = ['\t', ',', ';'] as const;
const headerBytes = 64 * 1024;

/** What separates the fields of a file with a header: the tab, comma or semicolon that its first line has most of. */
export async function delimiterOf(path: string): Promise<(typeof delimiters)[number]> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headerBytes), 0, headerBytes, 0);
    const header = buffer.toString('utf8', 0, bytesRead).split('\n', 1)[0]!;
    const count = (delimiter: string) => header.split(delimiter).length;
    return delimiters.reduce((best, next) => (count(next) > count(best) ? next : best), ',');
  } finally {
    await file.close();
  }
}
