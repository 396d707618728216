import { expect, test } from 'vitest';
import { ApiFailure, apiFailure, ConnectionFailure } from '../src/score/api-failure.ts';
import { withPatience } from '../src/score/patience.ts';

const problem = (code: string, more = {}) =>
  JSON.stringify({ type: 't', title: 'Title', status: 503, code, requestId: 'r-1', ...more });
const never = new AbortController().signal;

test('a problem is said with title, detail, fields and request', () => {
  const body = problem('bad-request', { detail: 'What to do.', fields: ['one', 'two'] });
  expect(apiFailure(400, null, body).message).toBe('Title. What to do. Fields: one, two. (request r-1)');
});

test('an answer that is no problem of ours says to check the address', () => {
  expect(apiFailure(502, null, '<html>').message).toMatch(/status 502 and not like a Bora api/);
});

test('what is passing is asked again, with the wait that the api names, until it is answered', async () => {
  const answers = [
    apiFailure(409, '0', problem('idempotency-in-flight')),
    apiFailure(503, '0', problem('redis-unavailable')),
    apiFailure(429, '0', problem('too-many-requests')),
  ];
  const result = await withPatience(
    async () => {
      const next = answers.shift();
      if (next) throw next;
      return 'answered';
    },
    { attempts: 6, wasThere: false },
    never,
  );
  expect(result).toBe('answered');
});

test.each([
  ['a mistake in the request', apiFailure(422, null, problem('file-unrecognised'))],
  ['a platform without a live model', apiFailure(503, '0', problem('no-champion'))],
  [
    'an api that is not there',
    new ConnectionFailure(new URL('http://x'), Object.assign(new Error(), { code: 'ECONNREFUSED' })),
  ],
])('%s is not asked again', async (_, failure) => {
  let asked = 0;
  const ask = async () => {
    asked += 1;
    throw failure;
  };
  await expect(withPatience(ask, { attempts: 6, wasThere: false }, never)).rejects.toBe(failure);
  expect(asked).toBe(1);
});

test('an api that answered before and refuses connections now is waited for: it is being restarted', async () => {
  const refused = Object.assign(new Error(), { code: 'ECONNREFUSED' });
  let asked = 0;
  const ask = async () => {
    asked += 1;
    if (asked === 1) throw new ConnectionFailure(new URL('http://x'), refused);
    return 'answered';
  };
  expect(await withPatience(ask, { attempts: 2, wasThere: true }, never)).toBe('answered');
});

test('patience ends after so many tries with the last failure', async () => {
  let asked = 0;
  const ask = async () => {
    asked += 1;
    throw apiFailure(503, '0', problem('overloaded'));
  };
  await expect(withPatience(ask, { attempts: 3, wasThere: false }, never)).rejects.toBeInstanceOf(ApiFailure);
  expect(asked).toBe(3);
});
