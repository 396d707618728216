import type { Key, KeyPart } from '@bora/contracts';
import { variableOf } from '@bora/contracts';
import type { ApplicantTable } from '../applicant-table.ts';
import { keyName } from './key-levels.ts';
import { partText, type TextCache } from './key-text.ts';
import type { LevelFinder } from './level-finder.ts';
import type { Outcomes } from './outcomes.ts';
import type { VariableIndex } from './variable-index.ts';

/** What operators read of a table. Whatever several features share is made once. */
export interface RowView {
  readonly rowCount: number;
  /** NaN where missing. */
  numbers(variable: string): Float64Array;
  /** As given; `''` where missing. */
  texts(variable: string): readonly string[];
  /** 1 where missing. */
  missing(variable: string): Uint8Array;
  /** Normalised; `''` where missing. */
  partTexts(part: KeyPart): readonly string[];
  /** Kept level of each row, from 1; 0 = not kept. */
  levels(key: Key): Int32Array;
  /** The sets of outcomes that rates are made of: one in serving, one for each inner fold in training. */
  readonly outcomes: readonly Outcomes[];
  /** Which of `outcomes` each row may see. */
  readonly outcomesOfRow: Uint8Array;
}

/** The texts of a table. */
export type TextView = Pick<RowView, 'rowCount' | 'numbers' | 'texts' | 'missing' | 'partTexts'>;

export function createTextView(variables: VariableIndex, table: ApplicantTable, cache: TextCache): TextView {
  const missing = new Map<string, Uint8Array>();
  const normalised = new Map<string, readonly string[]>();
  const parts = new Map<string, readonly string[]>();
  const numbers = (name: string) => variables.numbers(table, name);
  const texts = (name: string) => variables.texts(table, name);
  return {
    rowCount: table.rowCount,
    numbers,
    texts,
    missing: (name) =>
      once(missing, name, () =>
        variables.isNumber(name) ? missingNumbers(numbers(name)) : missingTexts(texts(name)),
      ),
    partTexts: (part) =>
      once(parts, keyName([part]), () => {
        const name = variableOf(part);
        const whole = once(normalised, name, () =>
          variables.isNumber(name)
            ? numberTexts(numbers(name))
            : texts(name).map((text) => cache.normalised(text)),
        );
        return typeof part === 'string' ? whole : whole.map((text) => partText(part, text));
      }),
  };
}

export function createRowView(
  view: TextView,
  finder: LevelFinder,
  outcomes: readonly Outcomes[],
  outcomesOfRow: Uint8Array,
): RowView {
  const ids = new Map<string, Int32Array>();
  const levels = new Map<string, Int32Array>();
  const idsOf = (part: KeyPart) => once(ids, keyName([part]), () => finder.ids(part, view.partTexts(part)));
  return {
    ...view,
    levels: (key) => once(levels, keyName(key), () => finder.levels(key, key.map(idsOf), view.rowCount)),
    outcomes,
    outcomesOfRow,
  };
}

function missingNumbers(values: Float64Array): Uint8Array {
  const missing = new Uint8Array(values.length);
  for (let row = 0; row < values.length; row++) if (Number.isNaN(values[row]!)) missing[row] = 1;
  return missing;
}

function missingTexts(texts: readonly string[]): Uint8Array {
  const missing = new Uint8Array(texts.length);
  for (let row = 0; row < texts.length; row++) if (texts[row] === '') missing[row] = 1;
  return missing;
}

function numberTexts(values: Float64Array): string[] {
  return Array.from(values, (value) => (Number.isNaN(value) ? '' : String(value)));
}

function once<T>(made: Map<string, T>, name: string, make: () => T): T {
  let value = made.get(name);
  if (value === undefined) {
    value = make();
    made.set(name, value);
  }
  return value;
}
