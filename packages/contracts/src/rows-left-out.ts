/** Why a row of customers was not used, by its code: in words, on the page and in the command. */
export const rowsLeftOut: Record<string, string> = {
  'wrong-field-count': 'Another number of fields than the header',
  duplicate: 'The same row again',
  'missing-customer': 'No customer named',
  cancelled: 'A cancelled order',
  'non-positive-quantity': 'Nothing bought, or something returned',
  'non-positive-price': 'No price',
  'non-positive-amount': 'No amount',
  'unknown-direction': 'Neither coming in nor going out',
  'unreadable-dates': 'A date that cannot be read',
  'unreadable-numbers': 'A number that cannot be read',
};
