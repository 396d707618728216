import { Batch } from '@bora/contracts';
import { type ApplicantPool, fileOf } from './applicant-pool.ts';
import type { Ledger, SentFile } from './ledger.ts';
import type { PatientClient } from './patient-client.ts';

/** A line with too few fields in any layout. */
const noApplicant = 'no applicant';

export interface FilePlan {
  readonly key: string;
  /** Of the pool; the file wraps around its end. */
  readonly firstApplicant: number;
  readonly rows: number;
  /** Rows (from 0, never the first) that hold no applicant. */
  readonly badRows: readonly number[];
}

export function makeFile(pool: ApplicantPool, { key, firstApplicant, rows, badRows }: FilePlan): SentFile {
  const bad = new Set(badRows);
  const applicants = Array.from({ length: rows }, (_, row) =>
    bad.has(row) ? null : (firstApplicant + row) % pool.lines.length,
  );
  const lines = applicants.map((applicant) => (applicant === null ? noApplicant : pool.lines[applicant]!));
  return { key, pool, rows: applicants, bytes: fileOf(pool, lines) };
}

/** Posts a file until it is accepted, several times at once where told, and writes down what was answered. */
export async function sendFile(
  client: PatientClient,
  file: SentFile,
  ledger: Ledger,
  { atOnce = 1, overMs = 0 }: { readonly atOnce?: number; readonly overMs?: number } = {},
): Promise<void> {
  const headers = { 'content-type': file.pool.contentType, 'idempotency-key': file.key };
  const answers = await Promise.all(
    Array.from({ length: atOnce }, () =>
      client.ask('/v1/batches', { method: 'POST', body: file.bytes, headers, overMs }),
    ),
  );
  const batchIds = answers.map(({ status, text }) => {
    if (status !== 202) throw new Error(`a file of ${file.rows.length} rows was answered ${status}: ${text}`);
    return Batch.parse(JSON.parse(text)).id;
  });
  ledger.files.push({ file, batchIds: new Set(batchIds) });
}
