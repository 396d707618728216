import type { BatchRecord } from '@bora/batch-store';
import type { AcceptedFile } from '../load/ledger.ts';
import type { Expected, Reference } from '../load/reference.ts';
import type { Scene } from '../scene.ts';

/** What the checks of a run look at, once everything is healed and nothing waits. */
export interface Evidence extends Scene {
  readonly reference: Reference;
  /** All batches that Redis knows. */
  readonly batches: readonly BatchRecord[];
}

/** Something that must never be. Answers what of it is found, for people. */
export interface Invariant {
  readonly name: string;
  check(evidence: Evidence): Promise<string[]>;
}

/** A row as a client, Redis or the record has it. */
export interface FoundRow {
  readonly row: number;
  readonly applicantId: string;
  readonly pd: number;
  readonly score: number;
  readonly decision: string;
}

/** The same application gives the same probability, alone or in a file. */
export const pdTolerance = 1e-6;
const shownRows = 3;

export function batchOf({ batches }: Evidence, { batchIds }: AcceptedFile): BatchRecord | undefined {
  return batches.find(({ id }) => batchIds.has(id));
}

/** What each row of an accepted file must get from the versions that its batch names, by row number from 1. */
export async function expectedRows(
  { reference }: Evidence,
  { file }: AcceptedFile,
  { model, policy }: BatchRecord,
): Promise<Map<number, Expected>> {
  const expected = await reference.of(file.pool, model, policy);
  const rejected = { rejected: 'wrong-field-count' };
  return new Map(
    file.rows.map((applicant, index) => [index + 1, applicant === null ? rejected : expected[applicant]!]),
  );
}

/** How the scored rows that were found differ from those that must be there, each exactly once. */
export function differences(
  where: string,
  expected: ReadonlyMap<number, Expected>,
  found: Iterable<FoundRow>,
): string[] {
  const seen = new Map<number, FoundRow>();
  const wrong: string[] = [];
  for (const row of found) {
    if (seen.has(row.row)) wrong.push(`row ${row.row} is there twice`);
    seen.set(row.row, row);
    const must = expected.get(row.row);
    if (!must) wrong.push(`row ${row.row} was not in the file`);
    else if ('rejected' in must) wrong.push(`row ${row.row} has a score and must be rejected`);
    else if (!isSame(must, row))
      wrong.push(`row ${row.row} is ${JSON.stringify(row)}, not ${JSON.stringify(must)}`);
  }
  for (const [row, must] of expected)
    if (!('rejected' in must) && !seen.has(row)) wrong.push(`row ${row} has no score`);
  if (wrong.length === 0) return [];
  const more = wrong.length > shownRows ? `; and ${wrong.length - shownRows} more` : '';
  return [`${where}: ${wrong.slice(0, shownRows).join('; ')}${more}`];
}

type ExpectedScore = Exclude<Expected, { rejected: string }>;

export function isSame(must: ExpectedScore, found: Omit<FoundRow, 'row'>): boolean {
  return (
    Math.abs(must.pd - found.pd) <= pdTolerance &&
    must.score === found.score &&
    must.decision === found.decision &&
    must.applicantId === found.applicantId
  );
}
