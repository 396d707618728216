import type { CodedValues } from '@bora/simulation';
import { GrowingColumn } from './growing-column.ts';

/** Texts of many applicants, each different one held once. */
export class CodedColumn {
  readonly #codeOf = new Map<string, number>();
  readonly #codes = new GrowingColumn(Uint32Array);

  push(texts: readonly string[], expected: number): void {
    const codes = Uint32Array.from(texts, (text) => {
      const known = this.#codeOf.get(text);
      if (known !== undefined) return known;
      const code = this.#codeOf.size;
      // The text may be a piece of a whole chunk, which it would keep in memory.
      this.#codeOf.set(Buffer.from(text).toString(), code);
      return code;
    });
    this.#codes.push(codes, expected);
  }

  values(): CodedValues {
    return { values: [...this.#codeOf.keys()], codes: this.#codes.values() };
  }
}
