import { ApplicationSchema, warningsOf } from '@bora/contracts';
import { describe, expect, test } from 'vitest';
import { ApplicationError, applicantsFromJson } from '../../src/validation/applicant-from-json.ts';
import { boatSchema, boatVariable } from '../boat-schema.ts';

const text = (table: ReturnType<typeof applicantsFromJson>, name: string) =>
  table.text[boatVariable(name)]![0];

describe('application as JSON', () => {
  test('absent keys and null are missing, without a warning', () => {
    const table = applicantsFromJson([{ tons: null }], boatSchema);
    expect(table.number[boatVariable('tons')]![0]).toBeNaN();
    expect(text(table, 'port')).toBe('');
    expect(table.warnings[0]).toBe(0);
    expect(table.applicantId).toEqual(['']);
  });

  test('numbers may stand for codes, and true and false for flags', () => {
    const table = applicantsFromJson([{ ref: 7, rig: 1, insured: false, trade: 12 }], boatSchema);
    expect(table.applicantId).toEqual(['7']);
    expect([text(table, 'rig'), text(table, 'insured'), text(table, 'trade')]).toEqual(['1', 'N', '12']);
    expect(text(applicantsFromJson([{ insured: true }], boatSchema), 'insured')).toBe('Y');
  });

  test('true and false mean nothing to a number or a category', () => {
    const table = applicantsFromJson([{ tons: true, rig: false }], boatSchema);
    expect(warningsOf(table.warnings[0]!)).toEqual(['unreadable-value', 'unknown-category']);
  });

  test('many applications become one table in their order', () => {
    const table = applicantsFromJson([{ tons: 1 }, { tons: '2' }, {}], boatSchema);
    expect([...table.number[boatVariable('tons')]!]).toEqual([1, 2, Number.NaN]);
    expect([...table.row]).toEqual([1, 2, 3]);
    expect(applicantsFromJson([], boatSchema).rowCount).toBe(0);
  });

  test('the label is ignored', () => {
    expect(text(applicantsFromJson([{ sunk: 1 }], boatSchema), 'sunk')).toBe('');
  });

  test('what the schema excludes is ignored, whatever it holds', () => {
    const excluded = [{ name: 'salvage', position: 9, because: 'outcome' }];
    const schema = ApplicationSchema.parse({ ...boatSchema, excluded });
    const [plain, leaking] = [{ tons: 3 }, { tons: 3, salvage: 'all' }];
    expect(applicantsFromJson([leaking], schema)).toEqual(applicantsFromJson([plain], schema));
  });

  test('unknown fields are refused by name, not by value', () => {
    const run = () => applicantsFromJson([{ tons: 1 }, { anchor: 'secret', Tons: 2 }], boatSchema);
    expect(run).toThrow(ApplicationError);
    expect(run).toThrow(expect.objectContaining({ index: 1, fields: ['anchor', 'Tons'] }));
    expect(run).not.toThrow(/secret/);
  });

  test('names that every object inherits are unknown fields, not values', () => {
    expect(() => applicantsFromJson([JSON.parse('{"toString": 1}')], boatSchema)).toThrow(ApplicationError);
  });
});
