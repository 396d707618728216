import { expect, test } from 'vitest';
import { applicantsFromJson } from '../../src/validation/applicant-from-json.ts';
import { selectRows } from '../../src/validation/select-rows.ts';
import { boatSchema } from '../boat-schema.ts';

const applications = [
  { ref: 'a', tons: 1, port: 'Hull' },
  { ref: 'b', tons: 'heavy', port: 'Rye' },
  { ref: 'c', tons: 3, port: 'Deal' },
];

test('selected rows are those rows in every column, in the order asked for', () => {
  const table = applicantsFromJson(applications, boatSchema);
  const selected = selectRows(table, Int32Array.of(2, 1, 2));
  const expected = applicantsFromJson([applications[2]!, applications[1]!, applications[2]!], boatSchema);
  expect(selected).toEqual({ ...expected, row: Uint32Array.of(3, 2, 3) });
  expect(selectRows(table, []).rowCount).toBe(0);
});
