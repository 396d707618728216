import { Batch } from '@bora/contracts';
import { field, form, formType } from '../form.ts';
import { bombMs, type HostileCase } from '../hostile-case.ts';
import { read, refused, scored, scoredBatch, send } from '../post.ts';
import type { Target } from '../target.ts';

const withBoundary = (boundary: string) => (target: Target) =>
  scored(target, form({ boundary }), { type: formType(boundary) });

const repeated = (count: number, part: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => part(index)).join('');

const sendForm = (target: Target, parts: Parameters<typeof form>[0]) =>
  scored(target, form(parts), { type: formType() });

interface Named {
  /** The name under which the batch is kept. */
  readonly kept: string;
  /** The name of the download of its scores. */
  readonly download: string;
}

/** What became of a file of that name, and where it is not named so, how it is. */
async function named(target: Target, fileName: string, { kept, download }: Named): Promise<string> {
  const response = await send(target, form({ fileName }), { type: formType() });
  const copy = response.clone();
  const outcome = await scoredBatch(target, response);
  if (!outcome.startsWith('202')) return outcome;
  const batch = Batch.parse(await copy.json());
  const header = copy.headers.get('set-cookie') ?? '';
  const scores = await read(target, `/v1/batches/${batch.id}/scores.csv`);
  await scores.body?.cancel();
  const told = scores.headers.get('content-disposition') ?? '';
  const isHarmless =
    batch.fileName === kept && header === '' && told === `attachment; filename="${download}"`;
  return isHarmless
    ? outcome
    : `${outcome}, kept as ${JSON.stringify(batch.fileName)}, told as ${told}${header}`;
}

/** Uploads as forms: the parser of forms, part by part. */
export const forms: readonly HostileCase[] = [
  {
    name: 'boundary-70',
    sends: 'a form whose boundary has 70 characters, as many as RFC 2046 allows',
    outcome: '202 scored 3',
    withinMs: 10_000,
    attack: withBoundary('b'.repeat(70)),
  },
  ...[71, 252, 4_000].map(
    (length): HostileCase => ({
      name: `boundary-${length}`,
      sends: `a form whose boundary has ${length} characters`,
      outcome: '400 bad-request',
      withinMs: bombMs,
      isFast: length === 252,
      attack: withBoundary('b'.repeat(length)),
    }),
  ),
  {
    name: 'boundary-empty',
    sends: 'a form whose boundary is empty',
    outcome: '400 bad-request',
    withinMs: bombMs,
    attack: (target) => refused(target, form({ boundary: '' }), { type: 'multipart/form-data; boundary=""' }),
  },
  {
    name: 'boundary-missing',
    sends: 'a form without a boundary',
    outcome: '400 bad-request',
    withinMs: bombMs,
    attack: (target) => refused(target, form(), { type: 'multipart/form-data' }),
  },
  {
    name: 'parts-10000',
    sends: 'a form of 10,000 fields',
    outcome: '400 upload-too-many-parts',
    withinMs: bombMs,
    isFast: true,
    attack: (target) => sendForm(target, { before: repeated(10_000, (index) => field(`f${index}`, 'x')) }),
  },
  {
    name: 'part-headers-10000',
    sends: 'a part with 10,000 header lines, of which 20 are read',
    outcome: '202 scored 3',
    withinMs: 10_000,
    attack: (target) => sendForm(target, { lines: repeated(10_000, (index) => `X-${index}: y\r\n`) }),
  },
  {
    name: 'part-header-8mb',
    sends: 'a part with one header line of 8 MB, of which 4 KB are kept',
    outcome: '202 scored 3',
    withinMs: 10_000,
    attack: (target) => sendForm(target, { lines: `X: ${'y'.repeat(8_000_000)}\r\n` }),
  },
  {
    name: 'field-8mb',
    sends: 'a field of 8 MB before the file, of which 1,000 bytes are kept',
    outcome: '202 scored 3',
    withinMs: 10_000,
    attack: (target) => sendForm(target, { before: field('note', 'x'.repeat(8_000_000)) }),
  },
  {
    name: 'field-proto',
    sends: 'fields named __proto__, constructor and prototype',
    outcome: '400 bad-request',
    withinMs: bombMs,
    isFast: true,
    attack: (target) =>
      sendForm(target, { before: field('__proto__', '{"isAdmin":true}') + field('constructor', 'x') }),
  },
  {
    name: 'file-name-path',
    sends: 'a file named ../../../etc/passwd',
    outcome: '202 scored 3',
    withinMs: 10_000,
    isFast: true,
    attack: (target) =>
      named(target, '../../../etc/passwd', { kept: 'passwd', download: 'passwd-scores.csv' }),
  },
  {
    name: 'file-name-header-injection',
    sends: 'a file name with an encoded line break and a header after it',
    outcome: '202 scored 3',
    withinMs: 10_000,
    attack: (target) =>
      named(target, 'a%0d%0aSet-Cookie: x=1.csv', {
        kept: 'a%0d%0aSet-Cookie: x=1.csv',
        download: 'a-0d-0aSet-Cookie- x-1-scores.csv',
      }),
  },
  {
    name: 'file-name-direction',
    sends: 'a file name that a direction override shows backwards (fdp as csv), with a NUL',
    outcome: '202 scored 3',
    withinMs: 10_000,
    attack: (target) =>
      named(target, 'fdp.\u202evsc.\u0000exe', { kept: 'fdp.vsc.exe', download: 'fdp.vsc-scores.csv' }),
  },
  {
    name: 'file-name-3000',
    sends: 'a file name of 3,000 characters',
    outcome: '202 scored 3',
    withinMs: 10_000,
    attack: (target) =>
      named(target, 'n'.repeat(3_000), { kept: 'n'.repeat(255), download: `${'n'.repeat(80)}-scores.csv` }),
  },
];
