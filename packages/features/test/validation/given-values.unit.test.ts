import { expect, test } from 'vitest';
import { detectLayout } from '../../src/file/layout.ts';
import { givenValues } from '../../src/validation/given-values.ts';
import { boatSchema } from '../boat-schema.ts';

const layout = detectLayout(Buffer.from('ref,sunk,tons,rig,port,insured,trade,'), boatSchema);
const given = (record: string) => givenValues(Buffer.from(record), layout, boatSchema);

test('the values of a record stand by variable as they were given; the label and nameless columns do not', () => {
  expect(given('b1,1, 12.50,9,"St. ""Ives""",NA,,rest')).toEqual({
    ref: 'b1',
    tons: ' 12.50',
    rig: '9',
    port: 'St. "Ives"',
    insured: 'NA',
    trade: '',
  });
});

test('of a record that was rejected, the fields that it has are shown', () => {
  expect(given('b1,1,12')).toEqual({ ref: 'b1', tons: '12' });
  expect(given('"b"1,x"')).toEqual({});
});
