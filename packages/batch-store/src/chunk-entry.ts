import { z } from 'zod';

/** Where one chunk of a batch stands: in the file, and in the stored upload. */
export const ChunkEntry = z.strictObject({
  /** Row of its first record, from 1. */
  firstRow: z.int().min(1),
  rows: z.int().min(1),
  /** Physical line of its first record, from 1. */
  firstLine: z.int().min(1),
  /** Byte range of the sealed chunk in the stored upload. */
  storedAt: z.int().min(0),
  storedBytes: z.int().min(1),
});
export type ChunkEntry = z.infer<typeof ChunkEntry>;

export function parseChunkEntry(text: string): ChunkEntry {
  return ChunkEntry.parse(JSON.parse(text));
}
