import { hash53 } from './hash53.ts';

/**
 * Remembers rows in 53 bits each and tells whether one came before. Of a million different rows, two are taken for
 * equal in one file of about 18,000.
 */
export function rowMemory(): (text: string) => boolean {
  const seen = new Set<number>();
  return (text) => {
    const before = seen.size;
    seen.add(hash53(text));
    return seen.size === before;
  };
}
