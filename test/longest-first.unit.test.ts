import { expect, test } from 'vitest';
import { refuseMissing } from './src/longest-first.ts';

test('no tests run while a file that should begin first is not there', () => {
  expect(() => refuseMissing(['test/longest-first.unit.test.ts'])).not.toThrow();
  expect(() => refuseMissing(['test/longest-first.unit.test.ts', 'test/renamed.unit.test.ts'])).toThrow(
    'test/src/longest-first.ts names no file: test/renamed.unit.test.ts',
  );
});
