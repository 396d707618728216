import { expect, test } from 'vitest';
import { formatSidecar, parseSidecar } from '../src/checksum-sidecar.ts';

const checksum = (digit: string) => digit.repeat(64);

test('a sidecar is what sha256sum writes and checks', () => {
  expect(formatSidecar('models/x/model.json', [checksum('a')])).toBe(`${checksum('a')}  model.json\n`);
});

test('earlier checksums are comments to sha256sum and valid to us', () => {
  const text = formatSidecar('model.json', [checksum('a'), checksum('b')]);
  expect(text).toBe(`${checksum('a')}  model.json\n# ${checksum('b')}\n`);
  expect(parseSidecar(text)).toEqual([checksum('a'), checksum('b')]);
});

test('a checksum that returns is listed once, first, and no more than eight are kept', () => {
  const digits = ['3', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
  const kept = parseSidecar(formatSidecar('x', digits.map(checksum)));
  expect(kept).toEqual(['3', '1', '2', '4', '5', '6', '7', '8'].map(checksum));
});

test('a text that is no sidecar lists nothing', () => {
  expect(parseSidecar('')).toEqual([]);
  expect(parseSidecar(`${checksum('a').slice(1)}  short\n`)).toEqual([]);
  expect(parseSidecar(`x${checksum('a')}  x\n`)).toEqual([]);
});
