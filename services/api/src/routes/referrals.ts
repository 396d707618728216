import { OverrideReasonList, OverrideReport, ReferQueue, ReferralSearch } from '@bora/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { onlySubject } from '../audit/only-subject.ts';
import { momentOf } from '../requests/moment.ts';
import type { ApiServices } from '../services.ts';
import { readOverrideReasons } from '../workflow/override-reasons.ts';
import { readOverrideReport } from '../workflow/override-report.ts';
import { readReferQueue } from '../workflow/refer-queue.ts';
import { problemResponses } from './problem-responses.ts';

const tags = ['workflow'];
const permission = 'referral:settle';

/** What waits for a person, why a person may decide otherwise, and who did how often. */
export function referralRoutes({ database, config }: ApiServices): FastifyPluginAsyncZod {
  const { query } = database;
  return async (app) => {
    app.post(
      '/referrals/search',
      {
        config: { permission, audit: 'referral.view' },
        schema: {
          tags,
          summary:
            'Decisions that wait for a person, oldest first, or those that a person settled, newest first',
          body: ReferralSearch,
          response: { 200: ReferQueue, ...problemResponses },
        },
      },
      async (request) => {
        const { limit, cursor, mine, from, to, ...asked } = request.body;
        const times = { from: momentOf(from), to: momentOf(to) };
        const filter = { ...asked, ...times, personId: mine ? request.principal.personId : undefined };
        const queue = await readReferQueue(query, filter, limit, cursor);
        request.audit.subject = onlySubject(queue.items.map(({ applicantId }) => applicantId));
        return queue;
      },
    );

    app.get(
      '/override-reasons',
      {
        config: { permission, audit: 'nobody-in-it' },
        schema: {
          tags,
          summary: 'Why a person may decide otherwise',
          response: { 200: OverrideReasonList, ...problemResponses },
        },
      },
      async () => ({
        reasons: await readOverrideReasons(),
        secondPersonAbove: config.SECOND_PERSON_ABOVE ?? null,
      }),
    );

    app.get(
      '/override-report',
      {
        config: { permission: 'override:report', audit: 'override.report' },
        schema: {
          tags,
          summary: 'Overrides by the person who made them',
          querystring: z.object({ from: z.iso.date().optional(), until: z.iso.date().optional() }),
          response: { 200: OverrideReport, ...problemResponses },
        },
      },
      async ({ query: { from, until } }) => readOverrideReport(query, momentOf(from), momentOf(until)),
    );
  };
}
