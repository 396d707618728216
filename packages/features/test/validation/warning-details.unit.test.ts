import { warningBit } from '@bora/contracts';
import { expect, test } from 'vitest';
import { warningDetails } from '../../src/validation/warning-details.ts';
import { boatSchema, boatVariable } from '../boat-schema.ts';

/** A model that warns of a port it has not seen, and of few values. */
const modelWarnings = (table: { text: readonly (readonly string[])[] }) =>
  table.text[boatVariable('port')]!.map(
    (port) => (port === 'Atlantis' ? warningBit('unseen-category') : 0) | warningBit('many-missing'),
  );

test('each warning names the variable that it is about; what many values lack names none', () => {
  const application = {
    ref: 'b1',
    tons: 1e6,
    rig: '#N/A',
    port: 'Atlantis',
    insured: 'perhaps',
    trade: 'S\ufffdo',
  };
  expect(warningDetails(application, boatSchema, modelWarnings)).toEqual([
    { code: 'out-of-bounds', variable: 'tons', label: 'Weight' },
    { code: 'unreadable-value', variable: 'rig', label: 'Rig' },
    { code: 'unseen-category', variable: 'port', label: 'Home port' },
    { code: 'unreadable-value', variable: 'insured', label: 'Insured' },
    { code: 'invalid-encoding', variable: 'trade', label: 'Trade' },
  ]);
  expect(warningDetails({}, boatSchema, () => [])).toEqual([]);
});
