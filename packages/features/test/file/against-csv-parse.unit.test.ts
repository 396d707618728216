import { test } from 'vitest';
import { compareWithCsvParse } from './against-csv-parse.ts';

test('the scanner finds the records and fields that csv-parse finds', () => {
  compareWithCsvParse(3_000);
});
