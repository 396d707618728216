import { expect, test } from 'vitest';
import { waitUntil } from '../src/index.ts';

test('the truthy answer itself is returned', async () => {
  let questions = 0;
  const answer = await waitUntil(() => (++questions === 3 ? 'yes' : undefined), {
    what: 'three',
    everyMs: 1,
  });
  expect({ answer, questions }).toEqual({ answer: 'yes', questions: 3 });
});

test('a wait in vain ends after its time and says what it waited for', async () => {
  const waiting = waitUntil(() => false, { what: 'the moon to fall', timeoutMs: 20, everyMs: 5 });
  await expect(waiting).rejects.toThrow('waited 20 ms in vain for the moon to fall');
});

test('an error of the question ends the wait at once', async () => {
  const waiting = waitUntil(
    () => {
      throw new Error('asked wrongly');
    },
    { what: 'nothing' },
  );
  await expect(waiting).rejects.toThrow('asked wrongly');
});
