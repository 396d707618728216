import { expect, test } from 'vitest';
import { CsvRecordCounter } from '../src/score/csv-record-counter.ts';

const file = 'row,applicantId\r\n1,"a\nb"\r\n2,"say ""x"""\r\n';

test('records are counted however the file is cut, line breaks inside quotation marks left out', () => {
  for (let size = 1; size <= file.length; size += 1) {
    const counter = new CsvRecordCounter();
    for (let start = 0; start < file.length; start += size) {
      counter.push(Buffer.from(file.slice(start, start + size)));
    }
    expect(counter.records).toBe(3);
    expect(counter.firstLine).toBe('row,applicantId');
  }
});
