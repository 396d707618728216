import { GrowingColumn } from './growing-column.ts';

/** Short texts one after another, as bytes: as strings they would take five times the memory. */
export class TextColumn {
  readonly #bytes = new GrowingColumn(Uint8Array);
  readonly #ends = new GrowingColumn(Uint32Array);

  push(texts: readonly string[], expected: number): void {
    const bytes = Buffer.from(texts.join(''));
    let end = this.#bytes.length;
    const ends = Uint32Array.from(texts, (text) => {
      end += Buffer.byteLength(text);
      return end;
    });
    this.#ends.push(ends, expected);
    const bytesEach = this.#bytes.length + bytes.length;
    this.#bytes.push(bytes, Math.ceil((bytesEach / this.#ends.length) * expected));
  }

  at(place: number): string {
    const start = place === 0 ? 0 : this.#ends.at(place - 1);
    return Buffer.from(this.#bytes.values().subarray(start, this.#ends.at(place))).toString();
  }
}
