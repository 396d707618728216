/** Keys of a stored upload: its sealed chunks, one after another, and their index. */
export const uploadKeys = {
  chunks: (batchId: string) => `uploads/${batchId}.bin`,
  index: (batchId: string) => `uploads/${batchId}.json`,
} as const;
