import { application } from '../applicants.ts';
import { bombMs, type HostileCase, once } from '../hostile-case.ts';
import { refused } from '../post.ts';
import type { Target } from '../target.ts';

const sent =
  (make: () => string, type = 'application/json') =>
  (target: Target) =>
    refused(target, make(), { path: '/v1/scores', type });

const keys = (count: number) =>
  JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 1])));

const millionKeys = once(() => keys(1_000_000));

const good = () => JSON.stringify(application());
const withText = (text: string) => `${good().slice(0, -1)},${text}}`;

/** Single applications. */
export const json: readonly HostileCase[] = [
  {
    name: 'json-proto',
    sends: 'an application with __proto__',
    outcome: '400 bad-request',
    withinMs: bombMs,
    isFast: true,
    attack: sent(() => withText('"__proto__":{"isAdmin":true}')),
  },
  {
    name: 'json-constructor',
    sends: 'an application with constructor.prototype',
    outcome: '400 bad-request',
    withinMs: bombMs,
    attack: sent(() => withText('"constructor":{"prototype":{"isAdmin":true}}')),
  },
  {
    name: 'json-proto-escaped',
    sends: 'the same name written as \\u005f\\u005fproto\\u005f\\u005f',
    outcome: '400 bad-request',
    withinMs: bombMs,
    attack: sent(() => withText('"\\u005f\\u005fproto\\u005f\\u005f":{"isAdmin":true}')),
  },
  {
    name: 'json-depth-100000',
    sends: 'a hundred thousand arrays, each in the one before',
    outcome: '400 bad-request',
    withinMs: bombMs,
    isFast: true,
    attack: sent(() => `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
  },
  {
    name: 'json-keys-1000000',
    sends: 'an object of a million keys',
    outcome: '413 upload-too-large',
    withinMs: bombMs,
    prepare: millionKeys,
    attack: sent(millionKeys),
  },
  {
    name: 'json-keys-20000',
    sends: 'an object of 20,000 keys, which is as large as a body may be',
    outcome: '422 invalid-application',
    withinMs: bombMs,
    attack: sent(() => keys(20_000)),
  },
  {
    name: 'json-number',
    sends: 'numbers that no computer holds: 1e999, 10,000 digits',
    outcome: '400 bad-request',
    withinMs: bombMs,
    attack: sent(() => withText(`"x":1e999,"y":${'9'.repeat(10_000)}`)),
  },
  {
    name: 'json-nan',
    sends: 'NaN in place of a number',
    outcome: '400 bad-request',
    withinMs: bombMs,
    attack: sent(() => withText('"x":NaN')),
  },
  {
    name: 'json-unended',
    sends: 'an object that does not end',
    outcome: '400 bad-request',
    withinMs: bombMs,
    attack: sent(() => good().slice(0, -1)),
  },
  {
    name: 'json-utf-16',
    sends: 'JSON in UTF-16',
    outcome: '400 bad-request',
    withinMs: bombMs,
    attack: (target) =>
      refused(target, Buffer.from(good(), 'utf16le'), { path: '/v1/scores', type: 'application/json' }),
  },
  {
    name: 'json-empty',
    sends: 'no body',
    outcome: '400 bad-request',
    withinMs: bombMs,
    attack: sent(() => ''),
  },
  {
    name: 'type-tab-json',
    sends: 'a bad application as `application/json⇥x`, which must not pass unread',
    outcome: '415 unsupported-media-type',
    withinMs: bombMs,
    isFast: true,
    attack: sent(() => '{"no-such-variable":1}', 'application/json\tx'),
  },
  {
    name: 'type-tab-csv',
    sends: 'a file as `text/csv⇥x`',
    outcome: '415 unsupported-media-type',
    withinMs: bombMs,
    isFast: true,
    attack: (target) => refused(target, 'a,b\n1,2\n', { type: 'text/csv\tx' }),
  },
  {
    name: 'type-long',
    sends: 'a Content-Type of 10,000 characters',
    outcome: '415 unsupported-media-type',
    withinMs: bombMs,
    attack: sent(good, `application/${'x'.repeat(10_000)}`),
  },
];
