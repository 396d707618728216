import { ApplicationSchema } from '@bora/contracts';
import { expect, test } from 'vitest';
import { detectLayout } from '../src/file/layout.ts';
import { applicantIdsIn } from '../src/validation/applicant-ids.ts';
import { parseApplicants } from '../src/validation/parse-applicants.ts';

const schema = ApplicationSchema.parse({
  id: 'invented',
  version: 1,
  title: 'Invented',
  description: 'For tests',
  file: { delimiter: '\t', header: false, quote: null, missing: ['NULL'] },
  groups: [{ id: 'all', label: 'All' }],
  variables: [
    {
      name: 'HEIGHT',
      label: 'Height',
      group: 'all',
      kind: 'number',
      position: 1,
      reason: 'Height',
      required: false,
    },
    { name: 'OUTCOME', label: 'Outcome', group: 'all', kind: 'label', position: 2, yes: ['1'], no: ['0'] },
    { name: 'KEY', label: 'Key', group: 'all', kind: 'id', position: 3 },
  ],
  derived: [{ name: 'height', speaksFor: 'HEIGHT', kind: 'number', of: 'HEIGHT', scale: 'identity' }],
});

function ids(header: string, body: string, firstRow = 1) {
  const layout = detectLayout(Buffer.from(header), schema);
  return { found: applicantIdsIn(Buffer.from(body), layout, schema, firstRow), layout };
}

test('ids are read as those of scored rows are', () => {
  const body = '1, a ,\n2,"b, and\nc",\n3,NULL,\n4,,\n5,d,\n';
  const { found, layout } = ids('HEIGHT,KEY,OUTCOME', body);
  expect(found).toEqual(['a', 'b, and\nc', '', '', 'd']);
  const { table } = parseApplicants(Buffer.from(body), layout, schema, { firstRow: 1, firstLine: 2 });
  expect(found.filter((id) => id !== '')).toEqual(table.applicantId);
});

test('of a record with a wrong number of fields the id is what stands in its place, if anything does', () => {
  expect(ids('HEIGHT,KEY,OUTCOME', '1,a\n1,b,2,3,4\n1\n').found).toEqual(['a', 'b', '']);
  expect(ids('HEIGHT,KEY', '1,"a"b"\n').found).toEqual(['']);
});

test('without a column of ids a row is its own id', () => {
  const noKey = ApplicationSchema.parse({ ...schema, variables: schema.variables.slice(0, 2) });
  const layout = detectLayout(Buffer.from('HEIGHT'), noKey);
  expect(applicantIdsIn(Buffer.from('1\n2\n'), layout, noKey, 8)).toEqual(['8', '9']);
});
