import { gzipSync } from 'node:zlib';
import { applicantFile, applicantRow, fileWithText } from '../applicants.ts';
import type { Body } from '../body.ts';
import { bombMs, type HostileCase, once } from '../hostile-case.ts';
import { refused, scored } from '../post.ts';
import { endless } from '../streams.ts';
import type { Target } from '../target.ts';

const gigabytes = 2_000_000_000;
const tenThousandTimes = 10_000;

const sent = (make: () => Body) => (target: Target) => refused(target, make());

/** Files whose bytes are not what they should be. */
export const textFiles: readonly HostileCase[] = [
  {
    name: 'nul-bytes',
    sends: 'a good file with a NUL byte in its last row',
    outcome: '422 file-binary',
    withinMs: bombMs,
    isFast: true,
    attack: sent(() => `${applicantFile(500)}a\0b\n`),
  },
  {
    name: 'utf-8-broken',
    sends: '500 rows, each with bytes that are not UTF-8',
    outcome: '422 file-encoding',
    withinMs: bombMs,
    attack: sent(() => Buffer.from(fileWithText(500, 'S\u00e3o\u00ff'), 'latin1')),
  },
  {
    name: 'utf-8-dirty',
    sends: 'three rows with bytes that are not UTF-8, which count as missing',
    outcome: '202 scored 3',
    withinMs: 10_000,
    isFast: true,
    attack: (target) => scored(target, Buffer.from(fileWithText(3, '\u00c0\u00af\u00ff'), 'latin1')),
  },
  {
    name: 'utf-16',
    sends: 'a file in UTF-16 with a byte order mark',
    outcome: '422 file-encoding',
    withinMs: bombMs,
    isFast: true,
    attack: sent(() => Buffer.from(`\ufeff${applicantFile(100)}`, 'utf16le')),
  },
  {
    name: 'utf-16-unmarked',
    sends: 'a file in UTF-16 without one',
    outcome: '422 file-binary',
    withinMs: bombMs,
    attack: sent(() => Buffer.from(applicantFile(100), 'utf16le')),
  },
  {
    name: 'utf-16-big-endian',
    sends: 'a file in UTF-16, high byte first, with a byte order mark',
    outcome: '422 file-encoding',
    withinMs: bombMs,
    attack: sent(() => Buffer.from(`\ufeff${applicantFile(100)}`, 'utf16le').swap16()),
  },
  {
    name: 'line-2gb',
    sends: 'good rows, then one line of 2 GB',
    outcome: '422 file-record-too-long',
    withinMs: bombMs,
    isFast: true,
    attack: sent(() => endless(gigabytes, 'x', applicantFile(3))),
  },
  {
    name: 'header-2gb',
    sends: 'a first line of 2 GB',
    outcome: '422 file-record-too-long',
    withinMs: bombMs,
    attack: sent(() => endless(gigabytes, 'x,')),
  },
  {
    name: 'quote-2gb',
    sends: 'a quoted field that is never closed, in 2 GB of lines',
    outcome: '422 file-record-too-long',
    withinMs: bombMs,
    attack: sent(() => endless(gigabytes, 'x\n', `${applicantFile(3)}"`)),
  },
  {
    name: 'quotes-only',
    sends: '2 GB of quotation marks',
    outcome: '422 file-record-too-long',
    withinMs: bombMs,
    attack: sent(() => endless(gigabytes, '"')),
  },
  {
    name: 'quote-unclosed',
    sends: 'a quoted field that is never closed',
    outcome: '422 file-unclosed-quote',
    withinMs: bombMs,
    attack: sent(() => `${applicantFile(3)}"x\n${applicantRow(4)}\n`),
  },
  {
    name: 'blank-2gb',
    sends: '2 GB of line breaks',
    outcome: '422 file-unrecognised',
    withinMs: bombMs,
    attack: sent(() => endless(gigabytes, '\n')),
  },
  {
    name: 'rejects-200000',
    sends: '200,000 rows of a single character, none of which is an applicant',
    outcome: '202 scored 3 rejected 200000',
    withinMs: 60_000,
    attack: (target) => scored(target, `${applicantFile(3)}${'x\n'.repeat(20 * tenThousandTimes)}`),
  },
  {
    name: 'content-encoding-bomb',
    sends: '1 MB with Content-Encoding: gzip, which unpacks to 1 GB',
    outcome: '415 unsupported-media-type',
    withinMs: bombMs,
    isFast: true,
    prepare: () => gzipBomb(),
    attack: (target) => refused(target, gzipBomb(), { headers: { 'content-encoding': 'gzip' } }),
  },
  {
    name: 'gzip-as-csv',
    sends: 'the same without saying so',
    outcome: '422 file-binary',
    withinMs: bombMs,
    prepare: () => gzipBomb(),
    attack: sent(() => gzipBomb()),
  },
];

/** Gzip members may stand one after another. */
export const gzipBomb = once(() =>
  Buffer.concat(Array<Buffer>(10).fill(gzipSync(Buffer.alloc(100_000_000)))),
);
