import type { KeyPart } from '@bora/contracts';

/** Stands between the parts of a level; a normalised text never holds a tab. */
export const partSeparator = '\t';

const plain = /^[A-Z0-9]*$/;
const accents = /\p{M}+/gu;
const blanks = /\s+/g;

/** What counts as the same text: trimmed, blanks collapsed, capitals, without accents. */
export function normaliseText(text: string): string {
  if (plain.test(text)) return text;
  return text.normalize('NFD').replace(accents, '').toUpperCase().replace(blanks, ' ').trim();
}

/** The text of one part of a key, from a normalised value; a missing value stays `''`. */
export function partText(part: KeyPart, normalised: string): string {
  if (typeof part === 'string' || normalised === '') return normalised;
  return normalised.padStart(part.length, '0').slice(0, part.first);
}

/** Remembers normalised texts, within bounds. */
export interface TextCache {
  normalised(text: string): string;
  /** To be called between tables: forgets everything once there is too much of it. */
  trim(): void;
}

const mostTexts = 16_384;
const longestText = 64;

export function createTextCache(): TextCache {
  const known = new Map<string, string>();
  return {
    normalised(text) {
      const found = known.get(text);
      if (found !== undefined) return found;
      if (text.length > longestText) return normaliseText(text);
      // A field of a file is a slice that keeps its whole chunk alive: the cache holds a copy.
      const copy = text.split('').join('');
      const normalised = normaliseText(copy);
      known.set(copy, normalised);
      return normalised;
    },
    trim() {
      if (known.size > mostTexts) known.clear();
    },
  };
}
