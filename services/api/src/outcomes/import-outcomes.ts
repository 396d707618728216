import { randomUUID } from 'node:crypto';
import {
  maximumOutcomeRejects,
  type OutcomeImport,
  type OutcomeReject,
  type OutcomeRejectCode,
} from '@bora/contracts';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { CountedBytes, type UploadLimits } from '../upload/counted-bytes.ts';
import { spool } from '../upload/sealed-spool.ts';
import { fileProblem } from '../upload/upload-problems.ts';
import type { UploadSource } from '../upload/upload-source.ts';
import { matchOutcomes } from './match-outcomes.ts';
import { OutcomeFile, type OutcomeLine, outcomeAllowed } from './outcome-lines.ts';

const linesAtOnce = 1_000;
/** About 600,000 outcomes; larger files are split. */
const maximumOutcomeBytes = 32_000_000;

/**
 * Takes a file of outcomes in, all of it before the database is asked for anything, so that a slow client keeps nobody
 * from it; then line by line in one transaction: all of it or, where the file has a fault or breaks off, nothing. The
 * same file again changes nothing.
 *
 * @throws ApiProblem
 */
export async function importOutcomes(
  database: Kysely<Tables>,
  source: UploadSource,
  limits: UploadLimits,
  uploadedBy: string,
): Promise<OutcomeImport> {
  const maximumBytes = Math.min(limits.maximumBytes, maximumOutcomeBytes);
  const given = new CountedBytes(source.bytes, { ...limits, maximumBytes });
  const spooled = await spool(given).catch((error: unknown) => {
    throw fileProblem(error);
  });
  try {
    await source.end();
    return await writeOutcomes(database, spooled.bytes(), given.sha256(), uploadedBy);
  } finally {
    await spooled.remove();
  }
}

async function writeOutcomes(
  database: Kysely<Tables>,
  bytes: AsyncIterable<Buffer>,
  fileSha256: string,
  uploadedBy: string,
): Promise<OutcomeImport> {
  const id = randomUUID();
  return database.transaction().execute(async (transaction) => {
    const counts = { lines: 0, matched: 0, changed: 0, unmatched: 0, ambiguous: 0, rejected: 0 };
    const rejects: OutcomeReject[] = [];
    let waiting: OutcomeLine[] = [];

    async function match(): Promise<void> {
      const { unmatched, ambiguous, changed } = await matchOutcomes(transaction, waiting, id);
      counts.matched += waiting.length - unmatched.length - ambiguous.length;
      counts.changed += changed;
      counts.unmatched += unmatched.length;
      counts.ambiguous += ambiguous.length;
      tell('unmatched', unmatched);
      tell('ambiguous', ambiguous);
      waiting = [];
    }
    function tell(code: OutcomeRejectCode, lines: readonly number[]): void {
      for (const line of lines)
        if (rejects.length < maximumOutcomeRejects)
          rejects.push({ line, code, allowed: outcomeAllowed[code] });
    }
    async function take(read: (OutcomeLine | OutcomeReject)[]): Promise<void> {
      for (const line of read) {
        counts.lines += 1;
        if ('code' in line) {
          counts.rejected += 1;
          tell(line.code, [line.line]);
        } else waiting.push(line);
        if (waiting.length >= linesAtOnce) await match();
      }
    }

    const file = new OutcomeFile();
    try {
      for await (const piece of bytes) await take(file.push(piece));
      await take(file.end());
    } catch (error) {
      throw fileProblem(error);
    }
    await match();
    await transaction
      .insertInto('outcome_files')
      .values({
        id,
        sha256: fileSha256,
        uploaded_by: uploadedBy,
        counts: sql`${JSON.stringify(counts)}::jsonb`,
      })
      .execute();
    return { id, fileSha256, ...counts, rejects: rejects.sort((left, right) => left.line - right.line) };
  });
}
