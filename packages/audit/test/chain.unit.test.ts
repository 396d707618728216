import type { AuditEntry, AuditHead } from '@bora/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  appendEntry,
  auditKeys,
  canonicalJson,
  entryHash,
  genesis,
  subjectHash,
  verifyChain,
} from '../src/index.ts';
import { chainOf, content } from './invented-entries.ts';

function findings(entries: readonly AuditEntry[], head: AuditHead) {
  const chain = verifyChain();
  for (const entry of entries) chain.add(entry);
  chain.end(head);
  return chain.findings;
}

/** Every place of a value that holds no other places. */
function leaves(value: unknown, path: string[] = []): string[][] {
  if (value === null || typeof value !== 'object') return [path];
  const inner = Object.entries(value).flatMap(([key, held]) => leaves(held, [...path, key]));
  return inner.length > 0 ? inner : [path];
}

function withOther(entry: AuditEntry, path: readonly string[], other: unknown): AuditEntry {
  const copy = structuredClone(entry) as unknown as Record<string, unknown>;
  let holder = copy;
  for (const key of path.slice(0, -1)) holder = holder[key] as Record<string, unknown>;
  holder[path.at(-1)!] = other;
  return copy as unknown as AuditEntry;
}

const length = fc.integer({ min: 1, max: 12 });

test('a chain that nobody touched is whole', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 30 }), (count) => {
      const { entries, head } = chainOf(count);
      expect(findings(entries, head)).toEqual([]);
    }),
  );
});

test('any change of any field of any entry is found', () => {
  const { entries, head } = chainOf(7);
  for (const [index, entry] of entries.entries()) {
    for (const path of leaves(entry)) {
      for (const other of ['another', 999, null, []]) {
        const changed = withOther(entry, path, other);
        if (canonicalJson(changed) === canonicalJson(entry)) continue;
        const found = findings(entries.with(index, changed), head);
        expect(found, `${path.join('.')} of entry ${entry.sequence}`).not.toEqual([]);
      }
    }
  }
});

test('a change is found even where the hash of the entry was made to fit it', () => {
  fc.assert(
    fc.property(length, fc.nat(), fc.string(), (count, chosen, name) => {
      const { entries, head } = chainOf(count);
      const index = chosen % count;
      const changed = withOther(entries[index]!, ['actor', 'name'], `${name}, not the one who was there`);
      const fitted = { ...changed, hash: entryHash(changed) };
      expect(findings(entries.with(index, fitted), head)).not.toEqual([]);
    }),
  );
});

test('an entry that is removed, doubled or moved is found, and so is a tail that is cut off', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 12 }), fc.nat(), (count, chosen) => {
      const { entries, head } = chainOf(count);
      const index = chosen % count;
      const next = (index + 1) % count;
      expect(findings(entries.toSpliced(index, 1), head)).not.toEqual([]);
      expect(findings(entries.toSpliced(index, 0, entries[index]!), head)).not.toEqual([]);
      const moved = entries.with(index, entries[next]!).with(next, entries[index]!);
      expect(findings(moved, head)).not.toEqual([]);
      expect(findings(entries.slice(0, index), head)).not.toEqual([]);
    }),
  );
});

test('an entry that is put in between is found, whatever it links to', () => {
  const { entries, head } = chainOf(6);
  const put = appendEntry({ sequence: 2, hash: entries[1]!.hash }, content(99));
  expect(findings(entries.toSpliced(2, 0, put), head)).not.toEqual([]);
  expect(findings(entries.with(2, put), head)).not.toEqual([]);
  expect(findings([...entries, appendEntry(head, content(100))], head).map(({ kind }) => kind)).toEqual([
    'inserted',
  ]);
});

test('the findings say what happened and where', () => {
  const { entries, head } = chainOf(6);
  const kinds = (changed: AuditEntry[]) =>
    findings(changed, head).map(({ kind, sequence }) => [kind, sequence]);
  expect(kinds(entries.toSpliced(2, 2))).toEqual([['removed', 3]]);
  expect(kinds(entries.slice(0, 4))).toEqual([['cut-off', 5]]);
  expect(kinds(entries.with(3, withOther(entries[3]!, ['action'], 'batch.cancel')))).toEqual([
    ['changed', 4],
  ]);
});

test('a stretch is verified from where the one before it ended', () => {
  const { entries, head } = chainOf(9);
  const first = verifyChain();
  for (const entry of entries.slice(0, 4)) first.add(entry);
  const second = verifyChain(first.last);
  for (const entry of entries.slice(4)) second.add(entry);
  second.end(head);
  expect([...first.findings, ...second.findings]).toEqual([]);
  const broken = verifyChain(genesis);
  broken.add(entries[4]!);
  expect(broken.findings[0]?.kind).toBe('removed');
});

test('the canonical form is the same whatever the order of the keys, and pinned', () => {
  expect(canonicalJson({ b: [1, 'é"\n'], a: null, c: { z: 'x', y: -2 } })).toBe(
    '{"a":null,"b":[1,"é\\"\\n"],"c":{"y":-2,"z":"x"}}',
  );
  const { entries } = chainOf(1);
  const reversed = Object.fromEntries(Object.entries(entries[0]!).reverse()) as unknown as AuditEntry;
  expect(entryHash(reversed)).toBe(entries[0]!.hash);
  // Python's hashlib over json.dumps(…, sort_keys=True, separators=(',', ':')) says the same.
  expect(entries[0]!.hash).toBe('9ed66ae32915b9b83573ff16902a24221e53443e55f92bf08721aca8f6880157');
});

test('a head that was found forged is reported for ever, where the chain is whole otherwise', () => {
  const { entries, head } = chainOf(2);
  const forged = appendEntry(head, { ...content(3), action: 'audit.head-forged' });
  const after = appendEntry(forged, content(4));
  const found = findings([...entries, forged, after], after);
  expect(found.map(({ kind, sequence }) => [kind, sequence])).toEqual([['head-forged', 3]]);
});

test('a head that was sealed with the key before is sealed, and with another one is not', () => {
  const [before, now] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
  const seal = auditKeys(before).seal(genesis);
  expect(auditKeys(now, before).isSealed(genesis, seal)).toBe(true);
  expect(auditKeys(now).isSealed(genesis, seal)).toBe(false);
  expect(auditKeys(now, before).seal(genesis)).toBe(auditKeys(now).seal(genesis));
});

test('neither a subject nor the seal of a head can be made without the key', () => {
  const [ours, theirs] = [auditKeys(new Uint8Array(32).fill(1)), auditKeys(new Uint8Array(32).fill(2))];
  const head = chainOf(3).head;
  const [one, other] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
  expect(subjectHash(one, 'A-1')).toMatch(/^[0-9a-f]{64}$/);
  expect(subjectHash(one, 'A-1')).not.toBe(subjectHash(other, 'A-1'));
  expect(subjectHash(one, 'A-1')).not.toBe(subjectHash(one, 'A-2'));
  expect(ours.isSealed(head, ours.seal(head))).toBe(true);
  expect(ours.isSealed(head, theirs.seal(head))).toBe(false);
  expect(ours.isSealed({ ...head, sequence: 2 }, ours.seal(head))).toBe(false);
  expect(ours.isSealed(head, '')).toBe(false);
});
