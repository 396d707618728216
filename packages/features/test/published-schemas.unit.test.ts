import { gunzipSync } from 'node:zlib';
import { forbiddenVariables, isPredictor, warningCodes, warningsOf } from '@bora/contracts';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import type { ApplicantTable } from '../src/applicant-table.ts';
import { openApplicantFile } from '../src/file/applicant-file.ts';
import { fieldsOf } from '../src/file/fields.ts';
import { recordsIn } from '../src/file/records-in.ts';
import { parseApplicants } from '../src/validation/parse-applicants.ts';
import { parseTrainingRows } from '../src/validation/training-rows.ts';
import { complianceProfile, isRealDataAbsent, publishedSchema, realFile } from './published-schema.ts';

const cards = publishedSchema('pakdd2010');
const german = publishedSchema('german-credit');
const loans = publishedSchema('lending-club');

function warningCounts(table: ApplicantTable): Record<string, number> {
  const counts = warningCodes.map((code) => {
    return [code, table.warnings.filter((bits) => warningsOf(bits).includes(code)).length] as const;
  });
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

describe('profiles', () => {
  const positions = (profile: Parameters<typeof complianceProfile>[0]) => {
    const forbidden = forbiddenVariables(cards, complianceProfile(profile));
    return cards.variables.filter(({ name }) => forbidden.has(name)).map(({ position }) => position);
  };

  test('forbid of the card applications the columns that the design names', () => {
    expect(positions('none')).toEqual([]);
    expect(positions('br')).toEqual([7, 11, 12, 13]);
    expect(positions('eu')).toEqual(positions('br'));
    expect(positions('us-ecoa')).toEqual([7, 8, 11, 12, 13, 43, 44, 51]);
  });
});

describe.each([cards, german, loans])('schema $id', (schema) => {
  test('every group has a variable, and label and reason texts are not repeated', () => {
    const used = new Set(schema.variables.map(({ group }) => group));
    expect(schema.groups.map(({ id }) => id).filter((id) => !used.has(id))).toEqual([]);
    for (const texts of [
      schema.variables.map(({ label }) => label),
      schema.variables.filter(isPredictor).map(({ reason }) => reason),
    ]) {
      expect(new Set(texts).size).toBe(texts.length);
    }
  });
});

describe.skipIf(isRealDataAbsent)(
  'published files (skipped where ../shared/data is not beside the repository)',
  () => {
    test.each([
      ['Modeling', 50_000, 54, { 'unreadable-value': 1, 'invalid-encoding': 2, 'out-of-bounds': 51 }],
      ['Leaderboard', 20_000, 53, { 'unreadable-value': 1, 'out-of-bounds': 26 }],
      ['Prediction', 20_000, 53, { 'out-of-bounds': 28 }],
    ])(
      '%s: every row of the card applications is accepted, with these warnings',
      (name, rows, fields, warnings) => {
        const file = openApplicantFile(realFile('pakdd2010', `PAKDD2010_${name}_Data.txt`), cards);
        expect(file).toMatchObject({ rowCount: rows, layout: { fieldCount: fields, header: false } });
        const { table, rejects } = parseApplicants(file.records, file.layout, cards, {
          firstRow: 1,
          firstLine: 1,
        });
        expect(rejects).toEqual([]);
        expect(table.rowCount).toBe(rows);
        expect(warningCounts(table)).toEqual(warnings);
      },
    );

    test('the card applications that may be trained on hold 13,041 bad ones', () => {
      const file = openApplicantFile(realFile('pakdd2010', 'PAKDD2010_Modeling_Data.txt'), cards);
      const { labels } = parseTrainingRows(file.records, file.layout, cards, { firstRow: 1, firstLine: 1 });
      expect(labels).toHaveLength(50_000);
      expect(labels.reduce((sum, label) => sum + label, 0)).toBe(13_041);
    });

    test('exactly the card columns that tell nothing new may be left out: constant ones and copies of another', () => {
      const file = openApplicantFile(realFile('pakdd2010', 'PAKDD2010_Modeling_Data.txt'), cards);
      const { table } = parseApplicants(file.records, file.layout, cards, { firstRow: 1, firstLine: 1 });
      const columns = table.text.map((column) => column.join('\n'));
      const tellsNothing = cards.variables.filter((variable, index) => {
        const isConstant = new Set(table.text[index]).size === 1;
        return isPredictor(variable) && (isConstant || columns.indexOf(columns[index]!) < index);
      });
      const optional = cards.variables.filter((variable) => isPredictor(variable) && !variable.required);
      expect(tellsNothing).toHaveLength(11);
      expect(optional).toEqual(tellsNothing);
    });

    test('the published column names, the one that stands twice included, are a header in any order', () => {
      const file = openApplicantFile(realFile('pakdd2010', 'PAKDD2010_Leaderboard_Data.txt'), cards);
      const rows = recordsIn(file.records, file.layout, 1)
        .slice(0, 500)
        .map(({ text }) => fieldsOf(text, '\t', null)!);
      const published = cards.variables
        .slice(0, rows[0]!.length)
        .map(({ name, aliases }) => aliases[0] ?? name);
      expect(new Set(published).size).toBe(published.length - 1);
      // Of a name that stands twice the first column is the first variable, so that a turn may not part them.
      const turned = <T>(fields: readonly T[]) => [...fields.slice(48), ...fields.slice(0, 48)];
      const csv = Papa.unparse([turned(published), ...rows.map(turned)]);
      const reordered = openApplicantFile(Buffer.from(csv), cards);
      const position = { firstRow: 1, firstLine: 1 };
      const parsed = parseApplicants(reordered.records, reordered.layout, cards, position);
      const original = parseApplicants(
        Buffer.from(rows.map((fields) => fields.join('\t')).join('\n')),
        file.layout,
        cards,
        position,
      );
      expect(parsed.rejects).toEqual([]);
      expect(parsed.table).toEqual(original.table);
    });

    test('the German applications are read without a warning: 1,000 rows, 300 of them bad', () => {
      const file = openApplicantFile(realFile('german_credit', 'german.data'), german);
      const position = { firstRow: 1, firstLine: 1 };
      const { table, labels, rejects } = parseTrainingRows(file.records, file.layout, german, position);
      expect(rejects).toEqual([]);
      expect(table.rowCount).toBe(1000);
      expect(table.applicantId[999]).toBe('1000');
      expect(warningCounts(table)).toEqual({});
      expect(labels.reduce((sum, label) => sum + label, 0)).toBe(300);
    });

    test('the LendingClub loans are read with their leakage left out: 42,535 rows, 6,431 charged off', () => {
      const bytes = gunzipSync(realFile('lending_club', 'lendingclub_2007_2011.csv.gz'));
      const file = openApplicantFile(bytes, loans);
      expect(file.layout.fieldCount).toBe(60);
      const label = loans.variables.find(({ kind }) => kind === 'label')!;
      const header = fieldsOf(bytes.toString('utf8', 0, bytes.indexOf('\n')), ',', '"')!;
      const ignored = [label, ...loans.excluded].sort((a, b) => a.position - b.position);
      expect(file.layout.ignoredColumns).toEqual(ignored.map(({ name }) => name));
      expect(ignored.map(({ position }) => header[position - 1])).toEqual(file.layout.ignoredColumns);
      const leaking = [
        ...Array.from({ length: 12 }, (_, index) => 31 + index),
        51,
        53,
        54,
        55,
        56,
        57,
        58,
        59,
      ];
      const outcomes = loans.excluded.filter(({ because }) => because === 'outcome');
      expect(outcomes.map(({ position }) => position)).toEqual([15, ...leaking]);

      const position = { firstRow: 1, firstLine: file.firstLine };
      const { table, labels, rejects } = parseTrainingRows(file.records, file.layout, loans, position);
      expect(rejects).toEqual([]);
      expect(labels.reduce((sum, label) => sum + label, 0)).toBe(6_431);
      expect(table.rowCount).toBe(42_535);
      expect(warningCounts(table)).toEqual({ 'out-of-bounds': 16 });
    });
  },
);
