import { ApplicationSchema } from '@bora/contracts';
import { exploreFile, NothingToExploreError, renderExplorationPage } from '@bora/exploration';
import { ApplicantFileScanner } from '@bora/features';
import { expect, test } from 'vitest';

const reason = 'x';
const schema = ApplicationSchema.parse({
  id: 'invented',
  version: 1,
  title: 'Invented',
  description: '',
  file: { delimiter: ';', header: false, quote: null, missing: ['-'] },
  groups: [
    { id: 'money', label: 'Money' },
    { id: 'place', label: 'Place' },
  ],
  variables: [
    { name: 'wage', label: 'Wage', group: 'money', kind: 'number', position: 1, min: 0, max: 1000, reason },
    { name: 'wage2', label: 'Wage again', group: 'money', kind: 'number', position: 2, reason },
    { name: 'town', label: 'Town', group: 'place', kind: 'place', position: 3, reason },
    {
      name: 'phone',
      label: 'Phone',
      group: 'place',
      kind: 'flag',
      position: 4,
      yes: ['Y', '1'],
      no: ['N'],
      reason,
    },
    {
      name: 'still',
      label: 'Still',
      group: 'place',
      kind: 'category',
      position: 5,
      values: { a: 'A' },
      reason,
    },
    {
      name: 'late',
      label: 'Late',
      group: 'money',
      kind: 'label',
      position: 6,
      yes: ['1'],
      no: ['0'],
      required: false,
    },
  ],
  derived: [{ name: 'wage', speaksFor: 'wage', kind: 'number', of: 'wage', scale: 'log1p' }],
});

/** 200 applicants: wages 0 to 199, bad in the lower half where the row is even; the second town is bad alone. */
const lines = Array.from({ length: 200 }, (_, row) => {
  const bad = row < 100 && row % 2 === 0 ? 1 : 0;
  const town = row < 20 ? 'são paulo' : row % 2 === 0 ? 'SAO PAULO' : 'Rio';
  return `${row};${row};${town};${row % 2 === 0 ? 'Y' : 'N'};a;${bad}`;
});

async function explore(text: string, piecesOf = 50) {
  const bytes = Buffer.from(text);
  const starts: { start: number; firstLine: number; firstRow: number }[] = [];
  const scanner = new ApplicantFileScanner(schema, (start, _end, firstLine, firstRow) =>
    starts.push({ start, firstLine, firstRow }),
  );
  scanner.push(bytes);
  scanner.end();
  async function* read() {
    const cuts = starts.filter((_, place) => place % piecesOf === 0);
    for (const [place, { start, firstLine, firstRow }] of cuts.entries()) {
      const piece = bytes.subarray(start, cuts[place + 1]?.start ?? bytes.length);
      yield { layout: scanner.layout!, bytes: piece, firstLine, firstRow };
    }
  }
  return exploreFile(schema, { name: 'invented.txt', sha256: 'f'.repeat(64) }, read);
}

const variableOf = (exploration: Awaited<ReturnType<typeof explore>>, name: string) =>
  exploration.variables.find(({ variable }) => variable === name)!;

test('rows, outcomes, missing, constant and duplicate columns are those of the file', async () => {
  const found = await explore(lines.join('\n'));
  expect(found.rows).toBe(200);
  expect(found.outcome).toMatchObject({ good: 150, bad: 50, unknown: 0, badRate: { value: 0.25 } });
  expect(found.variables.filter(({ isConstant }) => isConstant).map(({ variable }) => variable)).toEqual([
    'still',
  ]);
  expect(found.duplicates).toEqual([{ variable: 'wage2', label: 'Wage again', sameAs: 'Wage' }]);
  expect(variableOf(found, 'wage').number).toMatchObject({ minimum: 0, maximum: 199, mean: 99.5 });
  expect(variableOf(found, 'wage').number!.quantiles[3]).toEqual({ share: 0.5, value: 99 });
});

test('bad rates are those of the deciles and of the levels, whatever their capitals and accents', async () => {
  const found = await explore(lines.join('\n'));
  const wage = variableOf(found, 'wage').bins;
  expect(wage.map(({ label }) => label).slice(0, 2)).toEqual(['0 to 18', '19 to 38']);
  expect(wage.reduce((sum, { rows }) => sum + rows, 0)).toBe(200);
  expect(wage.at(-1)?.badRate?.value).toBe(0);
  const [first, second] = variableOf(found, 'town').bins;
  expect(first).toMatchObject({ label: 'SAO PAULO', rows: 110 });
  expect(first?.badRate?.value).toBeCloseTo(50 / 110, 12);
  expect(second).toMatchObject({ label: 'RIO', rows: 90, badRate: { value: 0 } });
  expect(variableOf(found, 'phone').bins.map(({ label, rows }) => [label, rows])).toEqual([
    ['no', 100],
    ['yes', 100],
  ]);
  expect(variableOf(found, 'phone').informationValue).toBeGreaterThan(0.5);
  expect(variableOf(found, 'still').informationValue).toBeCloseTo(0, 12);
});

test('the size of the pieces that a file is read in changes nothing', async () => {
  const text = lines.join('\n');
  expect(await explore(text, 7)).toEqual(await explore(text, 200));
});

test('variables that say each other stand first among the associations', async () => {
  const { associations } = await explore(lines.join('\n'));
  expect(associations[0]).toEqual({ left: 'Wage', right: 'Wage again', cramersV: expect.closeTo(1, 10) });
  expect(associations.map(({ left, right }) => [left, right])).toContainEqual(['Town', 'Phone']);
  expect(associations.flatMap(({ left, right }) => [left, right])).not.toContain('Still');
});

test('rows that are no applicants, unreadable values and unknown outcomes are counted, and stop nothing', async () => {
  const dirty = [...lines, '1;2;3', '5000;1;-;Y;a;1', '#DIV/0!;1;Rio;Q;a;', '7;1;Rio;N;a;9'];
  const found = await explore(dirty.join('\n'));
  expect(found).toMatchObject({
    rows: 203,
    rejects: { 'wrong-field-count': 1 },
    outcome: { bad: 51, unknown: 2 },
  });
  expect(found.warnings).toMatchObject({ 'out-of-bounds': 1, 'unreadable-value': 1 });
  expect(variableOf(found, 'wage').missing).toBe(1);
  expect(variableOf(found, 'town').missing).toBe(1);
});

test('a file without outcomes has a page without bad rates', async () => {
  const unlabelled = lines.map((line) => line.slice(0, line.lastIndexOf(';')));
  const found = await explore(unlabelled.join('\n'));
  expect(found.outcome).toBeNull();
  const page = renderExplorationPage(found);
  expect(page).toContain('says nothing of what became of them');
  expect(page).not.toContain('Bad rate by');
});

test('levels of fewer than 15 rows are shown by no name', async () => {
  const rare = lines.map((line, row) => (row < 14 ? line.replace('são paulo', 'Hermit Hollow') : line));
  const page = renderExplorationPage(await explore(rare.join('\n')));
  expect(page).not.toMatch(/hermit hollow/i);
  expect(page).toContain('other (1)');
});

test('more levels than are counted, and numbers beyond measure, keep a page without NaN', async () => {
  const many = Array.from(
    { length: 10_100 },
    (_, row) => `${row % 3 === 0 ? 1e308 : -1e308};${row};town ${row};Y;a;${row % 2}`,
  );
  const found = await explore(many.join('\n'), 2_000);
  expect(variableOf(found, 'town')).toMatchObject({ levels: 10_000, missing: 0 });
  expect(variableOf(found, 'town').bins.map(({ rows }) => rows)).toEqual([10_100]);
  expect(renderExplorationPage(found)).not.toMatch(/NaN|Infinity|undefined/);
});

test('hostile towns become text', async () => {
  const hostile = lines.map((line) => line.replace('Rio', '<script>alert(1)</script>'));
  const page = renderExplorationPage(await explore(hostile.join('\n')));
  expect(page).not.toMatch(/<script/i);
  expect(page).toContain('&lt;SCRIPT&gt;');
});

test('a file in which no row is an applicant is refused by name', async () => {
  const all = lines.map((line) => `${line};too;many`);
  const first = lines[0]!;
  const text = [first, ...all].join('\n');
  await expect(explore(text)).resolves.toMatchObject({ rows: 1 });
  const header = 'wage;wage2;town;phone;still;late';
  await expect(explore([header, 'x;y'].join('\n'))).rejects.toThrow(NothingToExploreError);
});
