import { type Kysely, sql } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { indexedIdCharacters } from '../records/applicant-id.ts';
import { storable } from '../records/storable.ts';
import type { OutcomeLine } from './outcome-lines.ts';

/** Lines of which no outcome was taken; all others have one, `changed` of them another than before. */
export interface MatchedLines {
  readonly unmatched: readonly number[];
  readonly ambiguous: readonly number[];
  readonly changed: number;
}

/** An applicant with more decisions than this is not told apart by approvals. */
const comparedDecisions = 50;
const uuidLength = 36;
const maximumRow = 2 ** 31 - 1;

/**
 * Finds the decision of each line and keeps its outcome. An applicant's line means the only decision before the end of
 * its day, or the only approval among them. Of two lines about one decision the last one counts.
 */
export async function matchOutcomes(
  database: Kysely<Tables>,
  lines: readonly OutcomeLine[],
  fileId: string,
): Promise<MatchedLines> {
  if (lines.length === 0) return { unmatched: [], ambiguous: [], changed: 0 };
  const { rows } = await sql<Candidates>`
    select given.line, found.decisions, found.approvals, found.source_id, found.row_number, found.decided_at,
      found.pd, found.score, found.model_name, found.model_version
    from unnest(
      ${lines.map(({ line }) => line)}::integer[],
      ${lines.map(({ applicantId }) => applicantId && storable(applicantId))}::text[],
      ${lines.map(({ decisionId }) => decisionId?.slice(0, uuidLength) ?? null)}::uuid[],
      ${lines.map(({ decisionId }) => rowOf(decisionId))}::integer[],
      ${lines.map(({ date }) => date)}::date[]
    ) as given (line, applicant_id, source_id, row_number, day)
    cross join lateral (
      select * from (
        select count(*) over () as decisions, count(*) filter (where decision = 'approve') over () as approvals, theirs.*
      from (
        select * from decisions
        where given.source_id is null
          and left(decisions.applicant_id, ${sql.lit(indexedIdCharacters)}) = left(given.applicant_id, ${sql.lit(indexedIdCharacters)})
          and decisions.applicant_id = given.applicant_id and decided_at < given.day + 1
        limit ${sql.lit(comparedDecisions)}
      ) as theirs
      union all
      select 1, 1, named.* from decisions as named
      where named.source_id = given.source_id and named.row_number = given.row_number and decided_at < given.day + 1
      ) as either
      order by decision = 'approve' desc limit 1
    ) as found`.execute(database);
  const found = new Map(rows.map((row) => [row.line, row]));
  const clear = lines.filter(({ line }) => isClear(found.get(line)));
  return {
    unmatched: lines.filter(({ line }) => !found.has(line)).map(({ line }) => line),
    ambiguous: lines
      .filter(({ line }) => found.has(line) && !isClear(found.get(line)))
      .map(({ line }) => line),
    changed: await keepOutcomes(database, clear, found, fileId),
  };
}

interface Candidates {
  line: number;
  decisions: number;
  approvals: number;
  source_id: string;
  row_number: number;
  decided_at: Date;
  pd: number;
  score: number;
  model_name: string;
  model_version: string;
}

function isClear(found: Candidates | undefined): boolean {
  if (!found) return false;
  return found.decisions === 1 || (found.approvals === 1 && found.decisions < comparedDecisions);
}

/** Adds outcomes, or changes those that were others. */
async function keepOutcomes(
  database: Kysely<Tables>,
  lines: readonly OutcomeLine[],
  found: ReadonlyMap<number, Candidates>,
  fileId: string,
): Promise<number> {
  const ofDecision = new Map<string, OutcomeLine>();
  for (const line of lines) {
    const { source_id, row_number } = found.get(line.line)!;
    ofDecision.set(`${source_id}-${row_number}`, line);
  }
  const last = [...ofDecision.values()];
  if (last.length === 0) return 0;
  const column = <Value>(value: (one: Candidates) => Value) =>
    last.map(({ line }) => value(found.get(line)!));
  const { numAffectedRows } = await sql`
    insert into outcomes (source_id, row_number, decided_at, bad, observed_on, pd, score, model_name, model_version, file_id)
    select *, ${fileId}::uuid from unnest(
      ${column(({ source_id }) => source_id)}::uuid[], ${column(({ row_number }) => row_number)}::integer[],
      ${column(({ decided_at }) => decided_at.toISOString())}::timestamptz[],
      ${last.map(({ bad }) => bad)}::boolean[], ${last.map(({ date }) => date)}::date[],
      ${column(({ pd }) => pd)}::float8[], ${column(({ score }) => score)}::smallint[],
      ${column(({ model_name }) => model_name)}::text[], ${column(({ model_version }) => model_version)}::text[]
    )
    on conflict (source_id, row_number) do update
      set bad = excluded.bad, observed_on = excluded.observed_on, file_id = excluded.file_id, recorded_at = now()
      where (outcomes.bad, outcomes.observed_on) is distinct from (excluded.bad, excluded.observed_on)`.execute(
    database,
  );
  return Number(numAffectedRows ?? 0);
}

function rowOf(decisionId: string | null): number | null {
  if (decisionId === null) return null;
  return Math.min(Number(decisionId.slice(uuidLength + 1)), maximumRow);
}
