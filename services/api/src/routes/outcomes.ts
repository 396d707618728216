import { ModelName, ModelVersion, OutcomeImport, OutcomeSummary } from '@bora/contracts';
import multipart from '@fastify/multipart';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { uploadLimits } from '../limits/upload-limits.ts';
import { createUploadSlots } from '../limits/upload-slots.ts';
import { importOutcomes } from '../outcomes/import-outcomes.ts';
import { summariseOutcomes } from '../outcomes/outcome-summary.ts';
import { ownerOf } from '../owner.ts';
import { Moment } from '../requests/moment.ts';
import type { ApiServices } from '../services.ts';
import { discardRest } from '../upload/discard-rest.ts';
import { multipartSource } from '../upload/multipart-source.ts';
import { rawSource } from '../upload/raw-source.ts';
import { problemResponses } from './problem-responses.ts';
import { streamingTimeoutMs } from './streaming.ts';

const tags = ['decisions'];
/** So that what waits on disk is bounded. */
const importsAtOnce = 4;
const fileTypes = ['text/csv', 'text/tab-separated-values', 'text/plain'];

/** What became of the applicants: files of outcomes, and what they say of the predictions. */
export function outcomeRoutes({ config, database }: ApiServices): FastifyPluginAsyncZod {
  const slots = createUploadSlots(importsAtOnce);
  return async (app) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser(fileTypes, (_request, _payload, done) => done(null, null));
    await app.register(multipart);

    app.post(
      '/outcomes',
      {
        config: { permission: 'outcome:add', audit: 'outcome.add' },
        handlerTimeout: streamingTimeoutMs,
        schema: {
          tags,
          summary: 'Upload what became of applicants',
          description:
            'CSV or TSV with the header `applicantId,outcome,date` or `decisionId,outcome,date`; an outcome is `repaid` ' +
            "or `bad`, a date a day such as 2026-03-31. An applicant's line means the only decision until that day, or " +
            'the only approval among them. Lines that cannot be used are named and the others count. The same file ' +
            'again changes nothing; a later outcome of a decision replaces the earlier one.',
          consumes: ['multipart/form-data', ...fileTypes],
          body: z.unknown().describe('The file; in a form, its only file part'),
          response: { 200: OutcomeImport, ...problemResponses },
        },
      },
      async (request) => {
        const limits = uploadLimits(config, request.principal);
        try {
          return await slots.hold(async () => {
            const source = request.isMultipart()
              ? await multipartSource(request, limits.maximumBytes)
              : rawSource(request.raw);
            return importOutcomes(database.query, source, limits, ownerOf(request));
          });
        } finally {
          discardRest(request.raw);
        }
      },
    );

    app.get(
      '/outcomes/summary',
      {
        config: { permission: 'outcome:read', audit: 'nobody-in-it' },
        schema: {
          tags,
          summary: 'Observed bad rate beside the mean predicted probability, by score band',
          querystring: z.object({
            model: ModelName.optional(),
            version: ModelVersion.optional().describe('Of the model; both or neither'),
            from: Moment.describe('Decisions from this day or moment'),
            to: Moment.describe('Decisions before this day or moment'),
          }),
          response: { 200: OutcomeSummary, ...problemResponses },
        },
      },
      ({ query: { model, version, from, to } }) =>
        summariseOutcomes(database.query, {
          from,
          to,
          model: model && version ? { name: model, version } : undefined,
        }),
    );
  };
}
