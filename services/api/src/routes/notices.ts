import { NoticeList, NoticeSearch } from '@bora/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { noteChange } from '../audit/audited-request.ts';
import { onlySubject } from '../audit/only-subject.ts';
import { findNotices } from '../notices/find-notices.ts';
import { draftNotice, issuedNotice, issueNotice, missingSettings } from '../notices/issue-notice.ts';
import { noticePage, noticePolicy } from '../notices/notice-page.ts';
import { newestTemplate } from '../notices/notice-template.ts';
import { ownReaderOf } from '../records/decision-reader.ts';
import { readKnownDecision } from '../records/known-decision.ts';
import { momentOf } from '../requests/moment.ts';
import type { ApiServices } from '../services.ts';
import { lockDecision } from '../workflow/decision-lock.ts';
import { decisionNow } from '../workflow/decision-now.ts';
import { problemResponses } from './problem-responses.ts';

const tags = ['notices'];
const params = z.object({ id: z.string().describe('Id of the decision') });

/** Notices of adverse action: which are due, what they say, their issue. */
export function noticeRoutes({ database, audit, config, profile }: ApiServices): FastifyPluginAsyncZod {
  const { query } = database;
  return async (app) => {
    app.post(
      '/notices/search',
      {
        config: { permission: 'notice:issue', audit: 'notice.view-due' },
        schema: {
          tags,
          summary:
            'Declined decisions whose notice is due, most urgent first, or those whose notice was issued, newest first',
          body: NoticeSearch,
          response: { 200: NoticeList, ...problemResponses },
        },
      },
      async (request) => {
        const { limit, cursor, mine, from, to, ...asked } = request.body;
        const { principal } = request;
        const template = await newestTemplate(profile.id);
        const missing = missingSettings(template, config);
        if (!template)
          return { daysToSend: null, missing, due: 0, overdue: 0, notices: [], nextCursor: null };
        const { daysToSend } = template;
        const officer = mine ? principal.personId : ownReaderOf(principal)?.personId;
        const filter = { ...asked, from: momentOf(from), to: momentOf(to), officer };
        const found = await findNotices(query, daysToSend, filter, limit, cursor);
        request.audit.subject = onlySubject(found.notices.map(({ applicantId }) => applicantId));
        return { daysToSend, missing, ...found };
      },
    );

    app.post(
      '/decisions/:id/notice',
      {
        config: { permission: 'notice:issue', audit: 'notice.issue' },
        schema: {
          tags,
          summary: 'Issue the notice of a declined decision, once',
          params,
          response: { 201: z.object({ location: z.string() }), ...problemResponses },
        },
      },
      async (request, reply) => {
        const seen = await readKnownDecision(query, request.params.id, ownReaderOf(request.principal));
        request.audit.subject = seen.applicantId || undefined;
        const template = await newestTemplate(profile.id);
        await audit.change(request, async (transaction) => {
          // Who approves it at the same moment waits, or was first, and then there is nothing to issue.
          await lockDecision(transaction, seen);
          const decision = await decisionNow(transaction, seen);
          const draft = await draftNotice(transaction, decision, template, config);
          await issueNotice(transaction, decision, draft, request.principal);
          noteChange(request, 'notice', null, `${draft.template.profile}/${draft.template.version}`);
        });
        const location = `/v1/decisions/${seen.id}/notice.html`;
        return reply.code(201).header('location', location).send({ location });
      },
    );

    app.get(
      '/decisions/:id/notice.html',
      {
        config: { permission: 'notice:issue', audit: 'notice.view' },
        schema: {
          tags,
          summary: 'The notice that was issued, or a draft of it, as a page to print',
          params,
          response: {
            200: { description: 'HTML', content: { 'text/html': { schema: z.string() } } },
            ...problemResponses,
          },
        },
      },
      async (request, reply) => {
        const decision = await readKnownDecision(query, request.params.id, ownReaderOf(request.principal));
        request.audit.subject = decision.applicantId || undefined;
        const issued = await issuedNotice(query, decision);
        const content =
          issued ?? (await draftNotice(query, decision, await newestTemplate(profile.id), config));
        return reply
          .header('content-security-policy', noticePolicy)
          .header('cache-control', 'no-store')
          .type('text/html; charset=utf-8')
          .send(noticePage(content));
      },
    );
  };
}
