import { Readable } from 'node:stream';
import type { BatchRecord } from '@bora/batch-store';
import { ObjectNotFoundError, type ObjectStore } from '@bora/object-store';
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ApiProblem } from '../errors.ts';
import { downloadHeader } from '../exports/download-name.ts';
import { pieceByPiece } from '../exports/piece-by-piece.ts';
import { rejectLines } from '../exports/reject-lines.ts';
import { rejectedRows } from '../exports/rejected-rows.ts';
import { scoreLines } from '../exports/score-lines.ts';
import { createTurns } from '../limits/turns.ts';
import { confirmationsOfBatch, overridesOfBatch } from '../records/standing-overrides.ts';
import { BatchParams, readKnownBatch } from '../requests/known-batch.ts';
import type { ApiServices } from '../services.ts';
import { readStoredUploadIndex, type StoredUploadIndex } from '../upload/stored-upload.ts';
import { problemResponses } from './problem-responses.ts';
import { streamingTimeoutMs } from './streaming.ts';

const tags = ['batches'];
const description =
  'Streamed. While the batch runs the file holds the rows that are done so far; the header `Bora-Batch-State` ' +
  'says whether it is complete (`completed`) and `Bora-Rows-Waiting` how many rows are still to come.';
const response = {
  200: { description: 'CSV, UTF-8', content: { 'text/csv': { schema: z.string() } } },
  ...problemResponses,
};

/** What is known of the rows of a batch, as files. */
export function batchExportRoutes(services: ApiServices): FastifyPluginAsyncZod {
  const { redis, cipher, readTerms } = services;
  const { uploads } = services.upload;
  // A slow object store holds up what is read from it, and nothing else.
  const [scoresInTurn, rejectsInTurn, rowsInTurn] = [createTurns(), createTurns(), createTurns()];
  return async (app) => {
    app.get(
      '/batches/:id/scores.csv',
      {
        config: { permission: 'batch:read', audit: 'batch.download-scores' },
        handlerTimeout: streamingTimeoutMs,
        schema: { tags, summary: 'All scores as CSV', description, params: BatchParams, response },
      },
      async ({ params, principal }, reply) => {
        const batch = await readKnownBatch(redis, principal, params.id);
        const { query } = services.database;
        const [terms, overridden, confirmedBy] = await Promise.all([
          readTerms(batch.model, batch.policy),
          overridesOfBatch(query, batch.id),
          confirmationsOfBatch(query, batch.id),
        ]);
        return sendCsv(
          reply,
          batch,
          'scores',
          pieceByPiece(scoreLines(redis, batch, terms, { overridden, confirmedBy }), scoresInTurn),
        );
      },
    );

    app.get(
      '/batches/:id/rejects.csv',
      {
        config: { permission: 'batch:read', audit: 'batch.download-rejects' },
        handlerTimeout: streamingTimeoutMs,
        schema: { tags, summary: 'All rejected rows as CSV', description, params: BatchParams, response },
      },
      async ({ params, principal }, reply) => {
        const batch = await readKnownBatch(redis, principal, params.id);
        return sendCsv(
          reply,
          batch,
          'rejects',
          pieceByPiece(rejectLines(redis, cipher, batch), rejectsInTurn),
        );
      },
    );

    app.get(
      '/batches/:id/rejected-rows',
      {
        config: { permission: 'batch:read', audit: 'batch.download-rejects' },
        handlerTimeout: streamingTimeoutMs,
        schema: {
          tags,
          summary: 'The rejected rows as they stood in the file, to be corrected and uploaded again',
          description:
            'Byte for byte in the layout of the file, under its header where it had one: nothing in it is made ' +
            'harmless for a spreadsheet program.',
          params: BatchParams,
          response: {
            200: {
              description: 'Text in the layout of the file',
              content: { 'text/plain': { schema: z.string() } },
            },
            ...problemResponses,
          },
        },
      },
      async ({ params, principal }, reply) => {
        const batch = await readKnownBatch(redis, principal, params.id);
        const { schema } = await readTerms(batch.model, batch.policy);
        const index = await readKeptIndex(uploads, batch.id);
        return sendFile(
          reply,
          batch,
          index,
          pieceByPiece(rejectedRows({ redis, cipher, uploads }, batch.id, index, schema), rowsInTurn),
        );
      },
    );
  };
}

/** Where the rows of a batch stand in its stored upload. Throws `ApiProblem` where that is gone. */
async function readKeptIndex(uploads: ObjectStore, batchId: string): Promise<StoredUploadIndex> {
  try {
    return await readStoredUploadIndex(uploads, batchId);
  } catch (error) {
    if (!(error instanceof ObjectNotFoundError)) throw error;
    throw new ApiProblem('not-found', 'The rows of this file are no longer kept, only what became of them.');
  }
}

function sendFile(
  reply: FastifyReply,
  batch: BatchRecord,
  { layout }: StoredUploadIndex,
  rows: AsyncGenerator<Buffer>,
): FastifyReply {
  const ending = layout.delimiter === '\t' ? 'tsv' : layout.delimiter === ' ' ? 'txt' : 'csv';
  return reply
    .header('content-disposition', downloadHeader(batch, 'rejected-rows', ending))
    .type('text/plain; charset=utf-8')
    .send(Readable.from(rows, { objectMode: false }));
}

function sendCsv(
  reply: FastifyReply,
  batch: BatchRecord,
  name: string,
  lines: AsyncGenerator<string>,
): FastifyReply {
  const waiting = Math.max(0, (batch.rows ?? 0) - batch.rowsScored - batch.rowsRejected);
  return reply
    .header('bora-batch-state', batch.state)
    .header('bora-rows-waiting', waiting)
    .header('content-disposition', downloadHeader(batch, name))
    .type('text/csv; charset=utf-8')
    .send(Readable.from(lines, { objectMode: false }));
}
