import { randomUUID } from 'node:crypto';
import {
  DecisionWork,
  NewNote,
  NewOverride,
  NewReviewRequest,
  OverrideReasonList,
  OverrideReport,
  ReferQueue,
} from '@bora/contracts';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Transaction } from 'kysely';
import { z } from 'zod';
import { noteChange } from '../audit/audited-request.ts';
import type { Tables } from '../database/tables.ts';
import type { ApiServices } from '../services.ts';
import { claimDecision, releaseDecision } from '../workflow/claims.ts';
import { confirmOverride } from '../workflow/confirm-override.ts';
import { keyOf } from '../workflow/decision-key.ts';
import { overrideDecision } from '../workflow/override-decision.ts';
import { readOverrideReasons } from '../workflow/override-reasons.ts';
import { readOverrideReport } from '../workflow/override-report.ts';
import { readWork } from '../workflow/read-work.ts';
import { readReferQueue } from '../workflow/refer-queue.ts';
import { readWorkableDecision } from '../workflow/workable-decision.ts';
import { problemResponses } from './problem-responses.ts';

const tags = ['workflow'];
const permission = 'referral:settle';
const params = z.object({ id: z.string().describe('Id of the decision') });
const work = { 200: DecisionWork, ...problemResponses };

/** What people do about decisions; the decision itself never changes. */
export function workflowRoutes({ database, audit, config }: ApiServices): FastifyPluginAsyncZod {
  const { query } = database;
  const terms = async () => ({
    reasons: await readOverrideReasons(),
    secondPersonAbove: config.SECOND_PERSON_ABOVE,
  });

  /** Changes something about a decision, and answers what people did about it since. */
  async function change(
    request: FastifyRequest,
    id: string,
    make: (transaction: Transaction<Tables>, decision: Awaited<ReturnType<typeof known>>) => Promise<void>,
  ) {
    const decision = await known(request, id);
    await audit.change(request, (transaction) => make(transaction, decision));
    return readWork(query, decision);
  }

  async function known(request: FastifyRequest, id: string) {
    const decision = await readWorkableDecision(query, id, request.principal);
    request.audit.subject = decision.applicantId || undefined;
    request.audit.objectId = decision.id;
    return decision;
  }

  return async (app) => {
    app.get(
      '/referrals',
      {
        config: { permission, audit: 'referral.view' },
        schema: {
          tags,
          summary: 'Decisions that wait for a person, oldest first',
          querystring: z.object({ limit: z.coerce.number().int().min(1).max(500).default(100) }),
          response: { 200: ReferQueue, ...problemResponses },
        },
      },
      async ({ query: { limit } }) => readReferQueue(query, limit),
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
      async ({ query: { from, until } }) =>
        readOverrideReport(query, from ? new Date(from) : undefined, until ? new Date(until) : undefined),
    );

    app.get(
      '/decisions/:id/work',
      {
        config: { permission, audit: 'decision.view-work' },
        schema: { tags, summary: 'What people did about a decision', params, response: work },
      },
      async (request) => readWork(query, await known(request, request.params.id)),
    );

    app.put(
      '/decisions/:id/claim',
      {
        config: { permission, audit: 'decision.claim' },
        schema: { tags, summary: 'Take a decision to work on', params, response: work },
      },
      (request) =>
        change(request, request.params.id, (transaction, decision) =>
          claimDecision(transaction, decision, request.principal),
        ),
    );

    app.delete(
      '/decisions/:id/claim',
      {
        config: { permission, audit: 'decision.release' },
        schema: {
          tags,
          summary: 'Give a decision back; an administrator may do so for others',
          params,
          response: work,
        },
      },
      (request) =>
        change(request, request.params.id, (transaction, decision) =>
          releaseDecision(transaction, decision, request.principal),
        ),
    );

    app.post(
      '/decisions/:id/overrides',
      {
        config: { permission, audit: 'decision.override' },
        schema: {
          tags,
          summary: 'Decide otherwise, or uphold the decision, with a reason',
          description:
            'Approving what the policy declines, and what is above `SECOND_PERSON_ABOVE`, is proposed and changes ' +
            'nothing until another person confirms it.',
          params,
          body: NewOverride,
          response: work,
        },
      },
      (request) =>
        change(request, request.params.id, async (transaction, decision) => {
          const given = request.body;
          const { from, isProposed } = await overrideDecision(
            transaction,
            decision,
            request.principal,
            given,
            await terms(),
          );
          noteChange(request, isProposed ? 'proposed decision' : 'decision', from, given.decision);
          noteChange(request, 'reason', null, given.reason);
        }),
    );

    app.post(
      '/decisions/:id/overrides/:override/confirmation',
      {
        config: { permission, audit: 'decision.confirm' },
        schema: {
          tags,
          summary: "Let somebody else's override stand, or refuse it",
          params: params.extend({ override: z.uuid() }),
          body: z.strictObject({ stands: z.boolean() }),
          response: work,
        },
      },
      (request) =>
        change(request, request.params.id, async (transaction, decision) => {
          const { stands } = request.body;
          await confirmOverride(transaction, decision, request.params.override, request.principal, stands);
          noteChange(request, 'override', 'proposed', stands ? 'stands' : 'refused');
        }),
    );

    app.post(
      '/decisions/:id/notes',
      {
        config: { permission, audit: 'decision.note' },
        schema: { tags, summary: 'Write a note on a decision', params, body: NewNote, response: work },
      },
      (request) =>
        change(request, request.params.id, async (transaction, decision) => {
          const { personId: person_id, name: person_name } = request.principal;
          await transaction
            .insertInto('decision_notes')
            .values({
              id: randomUUID(),
              ...keyOf(decision),
              note: request.body.text,
              person_id,
              person_name,
            })
            .execute();
        }),
    );

    app.post(
      '/decisions/:id/review-requests',
      {
        config: { permission, audit: 'decision.request-review' },
        schema: {
          tags,
          summary: 'Record that the applicant asked for a person to review the decision',
          params,
          body: NewReviewRequest,
          response: work,
        },
      },
      (request) =>
        change(request, request.params.id, async (transaction, decision) => {
          const { personId: person_id, name: person_name } = request.principal;
          await transaction
            .insertInto('review_requests')
            .values({
              id: randomUUID(),
              ...keyOf(decision),
              requested_on: request.body.requestedOn,
              request: request.body.text,
              person_id,
              person_name,
              settled_at: null,
            })
            .execute();
        }),
    );
  };
}
