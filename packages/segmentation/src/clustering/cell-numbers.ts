/** Numbers of cells by their keys: an open hash table of flat arrays, since a Map of so many fractions is slow. */
export interface CellNumbers {
  /** The number of the cell with this key, or −1. */
  find(key: number): number;
  /** Gives the key the next number, from 0. The key must be new. */
  add(key: number): number;
}

const free = -1;

export function cellNumbers(): CellNumbers {
  let capacity = 1024;
  let keys = new Float64Array(capacity).fill(free);
  let numbers = new Int32Array(capacity);
  let count = 0;
  const slotOf = (key: number): number => {
    // Source of the factor: Knuth's multiplicative hashing, with the golden ratio of 32 bits.
    let slot = Math.imul(((key % 4294967296) | 0) ^ Math.floor(key / 4294967296), 2654435769) >>> 0;
    slot = (slot ^ (slot >>> 15)) & (capacity - 1);
    while (keys[slot] !== free && keys[slot] !== key) slot = (slot + 1) & (capacity - 1);
    return slot;
  };
  const put = (key: number, number: number): void => {
    const slot = slotOf(key);
    keys[slot] = key;
    numbers[slot] = number;
  };
  const grow = (): void => {
    const [oldKeys, oldNumbers] = [keys, numbers];
    capacity *= 2;
    keys = new Float64Array(capacity).fill(free);
    numbers = new Int32Array(capacity);
    for (const [slot, key] of oldKeys.entries()) if (key !== free) put(key, oldNumbers[slot]!);
  };
  return {
    find(key) {
      const slot = slotOf(key);
      return keys[slot] === free ? -1 : numbers[slot]!;
    },
    add(key) {
      if (count * 2 >= capacity) grow();
      put(key, count);
      count += 1;
      return count - 1;
    },
  };
}
