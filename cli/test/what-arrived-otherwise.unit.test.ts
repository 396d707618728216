import { expect, test } from 'vitest';
import { whatArrivedOtherwise } from '../src/drift/what-arrived-otherwise.ts';

const finding = (variable: string, severity: 'act' | 'watch', modelReads = true) => ({
  variable,
  severity,
  modelReads,
});

test('the last sentence counts the variables of both lists, broken and moved, to act on and to watch', () => {
  const broken = [
    finding('code', 'act'),
    finding('code', 'watch'),
    finding('phone', 'act'),
    finding('proof', 'watch'),
    finding('card', 'watch', false),
  ];
  const moved = [finding('income', 'act'), finding('code', 'watch'), finding('birth', 'watch', false)];
  expect(whatArrivedOtherwise(broken, moved)).toBe(
    'Variables that the model reads: act: 2 broken, 1 moved; watch: 1 broken, 1 moved. ' +
      'Those that it does not read: watch: 1 broken, 1 moved.',
  );
});

test('a population that moved is no all-clear even where nothing is broken', () => {
  expect(whatArrivedOtherwise([], [finding('income', 'act')])).toBe(
    'Variables that the model reads: act: 0 broken, 1 moved.',
  );
  expect(whatArrivedOtherwise([finding('proof', 'watch')], [])).toBeNull();
});
