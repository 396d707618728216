/** Younger answers are given at once; older ones at once too, while a new one is fetched. */
const freshMs = 1_000;
/** No answer older than this is given. */
const maximumAgeMs = 2_000;

interface Entry<Value> {
  value: Value;
  atMs: number;
  fetching: Promise<Value> | undefined;
}

/** Values of an outside source by key, at most two seconds old, fetched once however many ask. */
export interface RefreshedValues<Value> {
  get(key: string): Promise<Value>;
  forget(key: string): void;
}

/** `fetch` gets the value from before, where there is one; when it fails, whoever waits gets its error. */
export function createRefreshedValues<Value>(
  fetch: (key: string, before: Value | undefined) => Promise<Value>,
): RefreshedValues<Value> {
  const entries = new Map<string, Entry<Value>>();
  const first = new Map<string, Promise<Value>>();

  function refresh(key: string, entry: Entry<Value>): Promise<Value> {
    entry.fetching ??= fetch(key, entry.value)
      .then((value) => {
        entry.value = value;
        entry.atMs = Date.now();
        return value;
      })
      .finally(() => {
        entry.fetching = undefined;
      });
    return entry.fetching;
  }

  async function fetchFirst(key: string): Promise<Value> {
    const value = await fetch(key, undefined);
    entries.set(key, { value, atMs: Date.now(), fetching: undefined });
    return value;
  }

  return {
    async get(key) {
      const entry = entries.get(key);
      if (!entry) {
        const fetching = first.get(key) ?? fetchFirst(key).finally(() => first.delete(key));
        first.set(key, fetching);
        return fetching;
      }
      const ageMs = Date.now() - entry.atMs;
      if (ageMs >= maximumAgeMs) return refresh(key, entry);
      if (ageMs >= freshMs) refresh(key, entry).catch(() => {});
      return entry.value;
    },
    forget(key) {
      const entry = entries.get(key);
      // A new entry, because a fetch that is under way may bring what is to be forgotten.
      if (entry) entries.set(key, { value: entry.value, atMs: 0, fetching: undefined });
    },
  };
}
