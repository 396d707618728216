import type { StoredUploadIndex } from '../../src/upload/stored-upload.ts';

/** The index of a stored upload without rows, of before sweeps and keys of its own. */
export function emptyUpload(batchId: string): StoredUploadIndex {
  return {
    v: 1,
    batchId,
    owner: 'local',
    schema: 's',
    model: { name: 'm', version: 'v1' },
    policy: { name: 'default', version: 1 },
    fileSha256: '0'.repeat(64),
    fileBytes: 1,
    rows: 0,
    layout: {
      delimiter: ',',
      quote: '"',
      header: true,
      fieldCount: 1,
      variables: [0],
      ignoredColumns: [],
    },
    chunks: [],
  };
}
