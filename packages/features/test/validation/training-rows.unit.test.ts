import { describe, expect, test } from 'vitest';
import { openApplicantFile } from '../../src/file/applicant-file.ts';
import { parseApplicants } from '../../src/validation/parse-applicants.ts';
import { parseTrainingRows } from '../../src/validation/training-rows.ts';
import { boatSchema } from '../boat-schema.ts';

const header = 'ref,sunk=1,tons,rig,port,insured,trade\n';
const row = (ref: string, sunk: string) => `${ref},${sunk},1,1,Hull,Y,fish\n`;

function parse(text: string) {
  const { layout, records, firstLine } = openApplicantFile(Buffer.from(text), boatSchema);
  const position = { firstRow: 1, firstLine };
  return {
    training: () => parseTrainingRows(records, layout, boatSchema, position),
    scoring: () => parseApplicants(records, layout, boatSchema, position),
  };
}

describe('training rows', () => {
  test('labels stand beside the rows that were kept, and the table is the one that scoring reads', () => {
    const file = parse(`${header}${row('b1', '0')}${row('', '1')}b3,1\n${row('b4', '1.0')}`);
    const training = file.training();
    expect([...training.labels]).toEqual([0, 1]);
    expect(training.table.applicantId).toEqual(['b1', 'b4']);
    expect(training.rejects).toHaveLength(2);
    expect(training.table).toEqual(file.scoring().table);
  });

  test('a file without the label column is refused', () => {
    const file = parse('ref,tons,rig,port,insured,trade\nb1,1,1,Hull,Y,fish\n');
    expect(file.training).toThrow(expect.objectContaining({ code: 'no-label-column' }));
  });

  test.each(['', 'NA', 'perhaps'])('the label %j is refused with its line, not its value', (label) => {
    const file = parse(`${header}${row('b1', '0')}\n${row('b2', label)}`);
    expect(file.training).toThrow(expect.objectContaining({ code: 'unreadable-label', line: 4 }));
    expect(file.training).not.toThrow(/perhaps/);
  });

  test.each(['0', '1'])('a file whose labels are all %s is refused', (label) => {
    const file = parse(header + row('b1', label) + row('b2', label));
    expect(file.training).toThrow(expect.objectContaining({ code: 'one-class' }));
  });
});
