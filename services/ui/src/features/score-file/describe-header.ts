import type { ApplicationSchema } from '@bora/contracts';
import { excludedNames, normaliseName, variablesByName } from '@bora/features/browser';

/** What one column of a header is to the schema. */
export interface ColumnMessage {
  readonly name: string;
  readonly state: 'used' | 'ignored' | 'unknown' | 'repeated' | 'missing';
  /** Label of its variable; of an unknown column, the name of the variable that looks most like it. */
  readonly meaning: string | null;
}

/** Says of every column of a header, and of every one that is missing from it, what it is; the faults first. */
export function describeHeader(names: readonly string[], schema: ApplicationSchema): ColumnMessage[] {
  const byName = variablesByName(schema);
  const excluded = excludedNames(schema);
  const present = new Set<number>();
  const seen = new Map<string, number>();
  const messages = names.map((given): ColumnMessage => {
    const key = normaliseName(given);
    const name = given.trim();
    if (key === '' || excluded.has(key)) return { name, state: 'ignored', meaning: null };
    const candidates = byName.get(key);
    if (!candidates) return { name, state: 'unknown', meaning: mostAlike(key, schema) };
    const order = seen.get(key) ?? 0;
    seen.set(key, order + 1);
    const own = candidates.find((index) => normaliseName(schema.variables[index]!.name) === key);
    const index = order === 0 ? (own ?? candidates[0]!) : candidates.find((one) => !present.has(one));
    if (index === undefined) return { name, state: 'repeated', meaning: null };
    present.add(index);
    const variable = schema.variables[index]!;
    return { name, state: variable.kind === 'label' ? 'ignored' : 'used', meaning: variable.label };
  });
  const missing = schema.variables
    .filter(({ required, kind }, index) => required && kind !== 'label' && !present.has(index))
    .map(({ name, label }): ColumnMessage => ({ name, state: 'missing', meaning: label }));
  const isFault = ({ state }: ColumnMessage) => state !== 'used' && state !== 'ignored';
  return [...messages.filter(isFault), ...missing, ...messages.filter((message) => !isFault(message))];
}

/** The schema's name nearest to a misspelt one; null where none is near. */
function mostAlike(key: string, schema: ApplicationSchema): string | null {
  const near = schema.variables
    .map(({ name }) => ({ name, edits: editDistance(key, normaliseName(name)) }))
    .sort((left, right) => left.edits - right.edits)[0];
  return near && near.edits <= Math.max(2, key.length / 4) ? near.name : null;
}

/** Least insertions, deletions and replacements. V. Levenshtein (1966). */
function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const replaced = row[j - 1]! + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row.at(-1)!;
}
