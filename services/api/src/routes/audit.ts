import { Readable } from 'node:stream';
import { canonicalJson, genesis } from '@bora/audit';
import { AuditHead, AuditOutcome, AuditPage, AuditVerification } from '@bora/contracts';
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { entriesInOrder, readEntries, readHead } from '../audit/read-entries.ts';
import { verifyTrail } from '../audit/verify-trail.ts';
import type { Tables } from '../database/tables.ts';
import type { ApiServices } from '../services.ts';
import { problemResponses } from './problem-responses.ts';
import { streamingTimeoutMs } from './streaming.ts';

const tags = ['audit'];
const hash = AuditHead.shape.hash;
const sequence = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const text = z.string().min(1).max(200);

const AuditSearch = z.strictObject({
  limit: z.int().min(1).max(500).default(100),
  before: z.int().min(0).optional().describe('`nextBefore` of the page before'),
  action: text.optional(),
  outcome: AuditOutcome.optional(),
  actor: text.optional().describe('Id or name of who acted'),
  objectType: text.optional(),
  objectId: text.optional(),
  subject: text
    .optional()
    .describe('Id by which the lender knows an applicant, or a name that somebody tried to sign in with'),
  from: z.iso.datetime().optional(),
  until: z.iso.datetime().optional(),
});

const VerificationQuery = z.object({
  after: sequence.default(genesis.sequence).describe('The entry before the stretch'),
  afterHash: hash.default(genesis.hash).describe('Its hash'),
  limit: z.coerce.number().int().min(1).max(10_000).default(10_000),
  anchor: sequence.optional().describe('Sequence of a head that was kept elsewhere'),
  anchorHash: hash.optional().describe('Its hash'),
});

/** The trail of who did what: pages, export, verification. */
export function auditRoutes({ database, audit }: ApiServices): FastifyPluginAsyncZod {
  const { query: trail } = database;
  return async (app) => {
    app.post(
      '/audit/search',
      {
        config: { permission: 'audit:read', audit: 'audit.view' },
        schema: {
          tags,
          summary: 'Entries of the audit trail, newest first',
          description: 'What is searched for stands in the body, because addresses are logged.',
          body: AuditSearch,
          response: { 200: AuditPage, ...problemResponses },
        },
      },
      async ({ body: { limit, before, subject: about, from, until, ...filter } }) => {
        const subjects = about === undefined ? undefined : audit.subjects.hashes(about);
        const times = { from: from ? new Date(from) : undefined, until: until ? new Date(until) : undefined };
        const entries = await readEntries(trail, { ...filter, ...times, subjects }, { before, limit });
        return { entries, nextBefore: entries.length < limit ? null : entries.at(-1)!.sequence };
      },
    );

    app.get(
      '/audit/verification',
      {
        config: { permission: 'audit:read', audit: 'audit.verify' },
        schema: {
          tags,
          summary: 'Verifies a stretch of the chain, from the beginning if not asked otherwise',
          description:
            'At most 10,000 entries at once: `next` says where to go on (`after`, `afterHash`). The last stretch ' +
            'compares the end with the sealed head. `anchor` and `anchorHash` name a head that was kept elsewhere.',
          querystring: VerificationQuery,
          response: { 200: AuditVerification, ...problemResponses },
        },
      },
      async ({ query: { after, afterHash, limit, anchor, anchorHash } }) =>
        verifyTrail(trail, audit.keys, {
          after: { sequence: after, hash: afterHash },
          limit,
          anchor:
            anchor === undefined || anchorHash === undefined
              ? undefined
              : { sequence: anchor, hash: anchorHash },
        }),
    );

    app.get(
      '/audit/export',
      {
        config: { permission: 'audit:read', audit: 'audit.export' },
        handlerTimeout: streamingTimeoutMs,
        schema: {
          tags,
          summary: 'The whole chain, one entry a line',
          description:
            'Newline-delimited JSON in the canonical form that is hashed, in the order of the chain; the last line is ' +
            'the head. `Bora-Audit-Entries` says how many entries there are.',
          response: {
            200: { description: 'NDJSON', content: { 'application/x-ndjson': { schema: z.string() } } },
            ...problemResponses,
          },
        },
      },
      async (_request, reply) => {
        const { sequence, hash } = await readHead(trail);
        return sendLines(reply, { sequence, hash }, exportLines(trail, { sequence, hash }));
      },
    );
  };
}

async function* exportLines(query: Kysely<Tables>, head: AuditHead): AsyncGenerator<string> {
  for await (const entry of entriesInOrder(query, 0, { until: head.sequence }))
    yield `${canonicalJson(entry)}\n`;
  yield `${canonicalJson({ head })}\n`;
}

function sendLines(reply: FastifyReply, head: AuditHead, lines: AsyncGenerator<string>): FastifyReply {
  return reply
    .header('bora-audit-entries', head.sequence)
    .header('content-disposition', 'attachment; filename="audit.ndjson"')
    .type('application/x-ndjson; charset=utf-8')
    .send(Readable.from(lines, { objectMode: false }));
}
