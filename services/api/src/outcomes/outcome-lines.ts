import { DecisionId, type OutcomeReject, type OutcomeRejectCode, outcomeColumns } from '@bora/contracts';
import { fieldsOf, RecordScanner } from '@bora/features';
import { ApiProblem } from '../errors.ts';
import { PendingBytes } from '../upload/pending-bytes.ts';

/** One line that can be an outcome. */
export interface OutcomeLine {
  readonly line: number;
  /** One of the two is given. */
  readonly applicantId: string | null;
  readonly decisionId: string | null;
  readonly bad: boolean;
  /** `YYYY-MM-DD`. */
  readonly date: string;
}

export const outcomeAllowed: Record<OutcomeRejectCode, string> = {
  'wrong-field-count': 'as many fields as the header has',
  'id-missing': 'an id in every line',
  'decision-id-invalid': 'the id of a decision as the record shows it',
  'outcome-unknown': 'repaid or bad',
  'date-invalid': 'a day such as 2026-03-31',
  'date-in-future': 'a day that has begun',
  unmatched: 'an applicant or decision that the record holds, decided before the day',
  ambiguous: 'an applicant of one decision, or of one approval, before the day; name the decision otherwise',
};

const maximumRecordBytes = 16 * 1024;

/**
 * Reads a file of outcomes, CSV or TSV with a header, piece by piece. `push` and `end` answer the lines that ended.
 * Throws `ApiProblem` where the header is not one of outcomes, and `FileError` where the file is no text.
 */
export class OutcomeFile {
  readonly #pending = new PendingBytes();
  readonly #found: { start: number; end: number; line: number }[] = [];
  readonly #today: string;
  #scanner: RecordScanner | undefined;
  #delimiter = ',';
  #header: readonly string[] | undefined;

  constructor(today = new Date().toISOString().slice(0, 10)) {
    this.#today = today;
  }

  push(piece: Buffer): (OutcomeLine | OutcomeReject)[] {
    this.#scanner ??= this.#open(piece);
    this.#pending.append(piece);
    this.#scanner.push(piece);
    return this.#take();
  }

  end(): (OutcomeLine | OutcomeReject)[] {
    this.#scanner?.end();
    const last = this.#take();
    if (!this.#header) throw new ApiProblem('upload-empty', 'The file holds no line of outcomes.');
    return last;
  }

  /** A header with a tab is one of TSV. */
  #open(first: Buffer): RecordScanner {
    const lineEnd = first.indexOf(10);
    if (first.subarray(0, lineEnd < 0 ? first.length : lineEnd).includes(9)) this.#delimiter = '\t';
    return new RecordScanner(
      { delimiter: this.#delimiter, quote: '"', maximumRecordBytes },
      (start, end, line) => {
        this.#found.push({ start, end, line });
      },
    );
  }

  #take(): (OutcomeLine | OutcomeReject)[] {
    const lines: (OutcomeLine | OutcomeReject)[] = [];
    for (const { start, end, line } of this.#found.splice(0)) {
      const fields = fieldsOf(this.#pending.take(start, end).toString(), this.#delimiter, '"');
      if (this.#header) lines.push(this.#read(line, fields));
      else this.#header = headerOf(fields);
    }
    return lines;
  }

  #read(line: number, fields: string[] | null): OutcomeLine | OutcomeReject {
    const reject = (code: OutcomeRejectCode) => ({ line, code, allowed: outcomeAllowed[code] });
    const header = this.#header!;
    if (fields?.length !== header.length) return reject('wrong-field-count');
    const value = (column: string) => fields[header.indexOf(column)]?.trim() ?? '';
    const id = value(header.includes('decisionId') ? 'decisionId' : 'applicantId');
    const outcome = value('outcome').toLowerCase();
    const date = value('date');
    if (id === '') return reject('id-missing');
    if (outcome !== 'repaid' && outcome !== 'bad') return reject('outcome-unknown');
    if (!isDay(date)) return reject('date-invalid');
    if (date > this.#today) return reject('date-in-future');
    const bad = outcome === 'bad';
    if (!header.includes('decisionId')) return { line, applicantId: id, decisionId: null, bad, date };
    const decisionId = DecisionId.safeParse(id.toLowerCase());
    if (!decisionId.success) return reject('decision-id-invalid');
    return { line, applicantId: null, decisionId: decisionId.data, bad, date };
  }
}

function headerOf(fields: string[] | null): string[] {
  const columns = (fields ?? []).map((field) => field.trim());
  const unknown = columns.filter((column) => !outcomeColumns.some((known) => known === column));
  const has = (column: string) => columns.includes(column);
  const isWhole = has('outcome') && has('date') && has('applicantId') !== has('decisionId');
  if (unknown.length > 0 || !isWhole || new Set(columns).size < columns.length) {
    throw new ApiProblem(
      'file-unrecognised',
      'A file of outcomes has the header applicantId,outcome,date or decisionId,outcome,date.',
      { fields: unknown.slice(0, 20).map((name) => name.slice(0, 100)) },
    );
  }
  return columns;
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const moment = new Date(`${text}T00:00:00.000Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text) && text > '1900';
}
