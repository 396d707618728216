import type { Decision } from '@bora/contracts';
import { ascendingOrder } from '@bora/metrics';
import { decisionCodes } from '@bora/simulation';
import { GrowingColumn } from './growing-column.ts';
import { TextColumn } from './text-column.ts';

/** One applicant of a file of scores. */
export interface StoredScore {
  readonly pd: number;
  /** `null` where the file has none that is known; so too below. */
  readonly decision: Decision | null;
  readonly applicantId: string | null;
  /** As the file has it. */
  readonly bad: string | null;
}

/** Rows and scores of one piece of a file, one entry each in every list. */
export interface ScorePiece {
  readonly row: readonly number[];
  readonly scores: readonly StoredScore[];
}

const none = 255;
/** What `bad` may be, and anything else. */
const outcomes = ['0', '1', 'another'] as const;

/** Scores by row, some 25 bytes and the id each: as objects they would take ten times as much. */
export class ScoreColumns {
  readonly #row = new GrowingColumn(Float64Array);
  readonly #pd = new GrowingColumn(Float64Array);
  readonly #decision = new GrowingColumn(Uint8Array);
  readonly #bad = new GrowingColumn(Uint8Array);
  readonly #applicantId = new TextColumn();
  readonly #hasIds: boolean;
  /** Places by row, ascending. */
  #order: Uint32Array = new Uint32Array();

  constructor(hasIds: boolean) {
    this.#hasIds = hasIds;
  }

  get rows(): number {
    return this.#row.length;
  }

  push({ row, scores }: ScorePiece): void {
    this.#row.push(row);
    this.#pd.push(scores.map(({ pd }) => pd));
    this.#decision.push(
      scores.map(({ decision }) => (decision === null ? none : decisionCodes.indexOf(decision))),
    );
    this.#bad.push(scores.map(({ bad }) => outcomeCode(bad)));
    if (this.#hasIds)
      this.#applicantId.push(
        scores.map(({ applicantId }) => applicantId ?? ''),
        0,
      );
  }

  /** To be called after the last piece: says how many rows stand there again. */
  sort(): number {
    const rows = this.#row.values();
    this.#order = ascendingOrder(rows);
    let repeated = 0;
    for (let at = 1; at < rows.length; at++) {
      if (rows[this.#order[at]!] === rows[this.#order[at - 1]!]) repeated++;
    }
    return repeated;
  }

  /** The score of a row. */
  get(row: number): StoredScore | undefined {
    const place = this.#placeOf(row);
    if (place === undefined) return undefined;
    const outcome = this.#bad.at(place);
    return {
      pd: this.#pd.at(place),
      decision: decisionCodes[this.#decision.at(place)] ?? null,
      applicantId: this.#hasIds ? this.#applicantId.at(place) : null,
      bad: outcomes[outcome] ?? null,
    };
  }

  #placeOf(row: number): number | undefined {
    let [from, to] = [0, this.#order.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (this.#row.at(this.#order[middle]!) < row) from = middle + 1;
      else to = middle;
    }
    const place = this.#order[from];
    return place !== undefined && this.#row.at(place) === row ? place : undefined;
  }
}

function outcomeCode(bad: string | null): number {
  if (bad === null) return none;
  const code = (outcomes as readonly string[]).indexOf(bad);
  return code < 0 ? outcomes.length - 1 : code;
}
