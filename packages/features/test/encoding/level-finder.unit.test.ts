import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitKeyLevels, renumberLevels } from '../../src/encoding/key-levels.ts';
import { createLevelFinder } from '../../src/encoding/level-finder.ts';

const key = ['region', 'town', 'market'];
const text = fc.constantFrom('', 'a', 'b', 'c', 'd');

test('the level found for a row is the one whose joined text it has, for any key of any length', () => {
  const rows = fc.array(fc.tuple(text, text, text), { minLength: 1, maxLength: 400 });
  fc.assert(
    fc.property(rows, rows, fc.integer({ min: 1, max: 3 }), (trained, served, length) => {
      const columns = (of: readonly string[][]) =>
        key.slice(0, length).map((_, part) => of.map((row) => row[part]!));
      const levels = fitKeyLevels(key.slice(0, length), columns(trained), new Uint8Array(trained.length));
      const finder = createLevelFinder([levels]);
      const ids = columns(served).map((texts, part) => finder.ids(key[part]!, texts));
      const found = finder.levels(key.slice(0, length), ids, served.length);
      const expected = served.map((row) => levels.levels.indexOf(row.slice(0, length).join('\t')) + 1);
      expect([...found]).toEqual(expected);
    }),
  );
});

test('a level of 15 rows is kept with its bads, one of 14 is not', () => {
  const soils = [...Array(15).fill('clay'), ...Array(14).fill('peat')];
  const levels = fitKeyLevels(
    ['soil'],
    [soils],
    Uint8Array.from(soils, (_, row) => row % 2),
  );
  expect(levels).toEqual({ key: ['soil'], levels: ['clay'], rows: [15], bad: [7] });
});

test('levels of fewer rows than a feature asks for share number 0, the others count from 1', () => {
  const levels = { key: ['soil'], levels: ['a', 'b', 'c'], rows: [40, 15, 30], bad: [0, 0, 0] };
  expect(renumberLevels(levels, 30)).toEqual({ kept: ['a', 'c'], renumbered: Int32Array.of(0, 1, 0, 2) });
});
