import { Batch, RecordedDecisionList } from '@bora/contracts';
import { formulaSafe } from '@bora/features';
import { waitUntil } from '@bora/testing';
import Papa from 'papaparse';
import { outcomeOfResponse } from '../answer.ts';
import { application, fileOfIds, idColumn } from '../applicants.ts';
import { bombMs, type HostileCase } from '../hostile-case.ts';
import { read, scoredBatch, send } from '../post.ts';
import type { Target } from '../target.ts';

const idsOf: Readonly<
  Record<string, { readonly sends: string; readonly ids: readonly string[]; readonly isFast?: true }>
> = {
  formula: {
    sends: "formulas as ids: =cmd|'/C calc'!A0, +1+1, @SUM(A1)",
    ids: ["=cmd|'/C calc'!A0", '+1+1|x', '-2+3|x', '@SUM(A1)', '=HYPERLINK("http://x")'],
    isFast: true,
  },
  sql: {
    sends: "SQL as ids: '; drop table decisions; --",
    ids: ["'; drop table decisions; --", "' or '1'='1", '$1', '\\', '%', '_'],
    isFast: true,
  },
  path: {
    sends: 'paths as ids: ../../etc/passwd, file:///dev/zero, \\\\host\\share',
    ids: ['../../etc/passwd', 'file:///dev/zero', '\\\\host\\share', '%2e%2e%2f', 'C:\\con'],
  },
  markup: {
    sends: 'markup, templates and line breaks as ids: <script>, $(…), {{…}}, CR LF and a header',
    ids: ['<script>alert(1)</script>', '$(7*7)', '{{7*7}}', 'a\r\nSet-Cookie: x=1', 'a\nb'],
  },
  direction: {
    sends: 'ids with direction overrides, zero-width characters and emoji',
    ids: ['\u202e1002\u202c', 'a\u200bb', '\u2066x\u2069', '👩‍👩‍👧‍👦'],
  },
  homoglyph: {
    sends: 'ids that look alike: Latin A, Cyrillic А, Greek Α, é in two ways',
    ids: ['A-1', '\u0410-1', '\u0391-1', '\u00e9', 'e\u0301'],
    isFast: true,
  },
  proto: {
    sends: 'ids that are names of JavaScript: __proto__, constructor, toString, hasOwnProperty',
    ids: ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'null', 'undefined', 'NaN', 'true'],
  },
  long: {
    sends: 'ids of 1,000 characters that differ in the last',
    ids: [`${'i'.repeat(999)}a`, `${'i'.repeat(999)}b`],
  },
};

/** Ids that are code elsewhere: here they are text. They are scored, found again as they are, and safe in a spreadsheet. */
export const identities: readonly HostileCase[] = [
  ...Object.entries(idsOf).map(
    ([name, { sends, ids, isFast = false }]): HostileCase => ({
      name: `id-${name}`,
      sends,
      outcome: `202 scored ${ids.length}, each found by its id, safe in the export`,
      withinMs: 30_000,
      isFast,
      attack: (target) => scoredAndFound(target, ids),
    }),
  ),
  {
    name: 'id-too-long',
    sends: 'a row whose id has 100,000 characters',
    outcome: '202 scored 1 rejected 1',
    withinMs: 10_000,
    attack: async (target) =>
      scoredBatch(target, await send(target, fileOfIds(['i'.repeat(100_000), 'good']))),
  },
  {
    name: 'id-nul-in-json',
    sends: 'a single application whose id holds NUL and half a character',
    outcome: '200 scored',
    withinMs: 10_000,
    attack: async (target) => {
      const body = JSON.stringify(application({ [idColumn]: 'a\u0000b\ud800c' }));
      const sending = { path: '/v1/scores', type: 'application/json', headers: { prefer: 'wait=10' } };
      return outcomeOfResponse(await send(target, body, sending));
    },
  },
  {
    name: 'id-in-address',
    sends: 'SQL, paths and NUL where the id of a batch stands in the address',
    outcome: '404 batch-not-found × 6',
    withinMs: bombMs,
    attack: async (target) => {
      const ids = ["' or 1=1 --", '../../etc/passwd', 'a\u0000b', '__proto__', '{x}:meta', '*'];
      const answers = await Promise.all(
        ids.map(async (id) => outcomeOfResponse(await read(target, `/v1/batches/${encodeURIComponent(id)}`))),
      );
      return answers.every((one) => one === answers[0])
        ? `${answers[0]} × ${answers.length}`
        : answers.join(', ');
    },
  },
];

async function scoredAndFound(target: Target, ids: readonly string[]): Promise<string> {
  const response = await send(target, fileOfIds(ids));
  const copy = response.clone();
  const outcome = await scoredBatch(target, response);
  if (response.status !== 202) return outcome;
  const { id } = Batch.parse(await copy.json());
  const unsafe = await unsafeCells(target, id, ids);
  const lost: string[] = [];
  for (const applicantId of ids) if (!(await isFound(target, id, applicantId))) lost.push(applicantId);
  const found = lost.length === 0 ? 'each found by its id' : `not found: ${JSON.stringify(lost)}`;
  const safe = unsafe.length === 0 ? 'safe in the export' : `in the export: ${JSON.stringify(unsafe)}`;
  return `${outcome}, ${found}, ${safe}`;
}

/** The id stands for one decision of the batch, and for no other's. */
async function isFound(target: Target, batch: string, applicantId: string): Promise<boolean> {
  const found = async () => {
    const sending = { path: '/v1/decisions/search', type: 'application/json' };
    const answer = await send(target, JSON.stringify({ batch, applicantId }), sending);
    if (!answer.ok) return [];
    return RecordedDecisionList.parse(await answer.json()).decisions;
  };
  const decisions = await waitUntil(async () => ((await found()).length > 0 ? found() : undefined), {
    what: 'the decision to be recorded',
    everyMs: 100,
  }).catch(() => []);
  return decisions?.length === 1 && decisions[0]!.applicantId === applicantId;
}

/** Cells of the export that are not the id as it is, made safe for spreadsheets. */
async function unsafeCells(target: Target, batch: string, ids: readonly string[]): Promise<string[]> {
  const text = await (await read(target, `/v1/batches/${batch}/scores.csv`)).text();
  const { data } = Papa.parse<string[]>(text.trimEnd(), { delimiter: ',', newline: '\n' });
  const cells = data.slice(1).map((line) => line[1] ?? '');
  return cells.filter((cell, index) => cell !== formulaSafe(ids[index]!) || /^[=+\-@\t\r]/.test(cell));
}
