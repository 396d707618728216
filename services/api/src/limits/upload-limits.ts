import type { Config } from '../config.ts';
import type { Principal } from '../people/principal.ts';
import type { ChunkLimits } from '../upload/chunk-cutter.ts';
import type { UploadLimits } from '../upload/counted-bytes.ts';

const megabyte = 1_000_000;

/** What holds for a file of applicants that this one sends: of everybody's limit and the role's the smaller. */
export function uploadLimits(config: Config, { role }: Pick<Principal, 'role'>): UploadLimits & ChunkLimits {
  const megabytes = Math.min(
    config.UPLOAD_MAX_MB,
    config.UPLOAD_MAX_MB_BY_ROLE[role] ?? Number.POSITIVE_INFINITY,
  );
  const rows = Math.min(
    config.UPLOAD_MAX_ROWS,
    config.UPLOAD_MAX_ROWS_BY_ROLE[role] ?? Number.POSITIVE_INFINITY,
  );
  return {
    maximumBytes: megabytes * megabyte,
    idleTimeoutMs: config.UPLOAD_IDLE_TIMEOUT_MS,
    rowsPerChunk: config.CHUNK_ROWS,
    maximumRows: rows,
    maximumRecordBytes: config.RECORD_MAX_KB * 1024,
  };
}

/** What holds for a file of customers that is to be segmented. */
export function segmentationLimits(config: Config, principal: Pick<Principal, 'role'>): UploadLimits {
  const { maximumBytes, idleTimeoutMs } = uploadLimits(config, principal);
  return { maximumBytes: Math.min(maximumBytes, config.SEGMENTATION_MAX_MB * megabyte), idleTimeoutMs };
}
