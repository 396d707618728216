import {
  ApplicantExport,
  ApplicantRequest,
  defaultRetention,
  Erasure,
  Hold,
  HoldList,
  NewHold,
  RetentionState,
} from '@bora/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ownerOf } from '../owner.ts';
import { readErasure, requestErasure } from '../rights/erasures.ts';
import { exportApplicant } from '../rights/export-applicant.ts';
import { holdsOn, listHolds, placeHold, releaseHold } from '../rights/holds.ts';
import { readRetention } from '../rights/retention.ts';
import type { ApiServices } from '../services.ts';
import { problemResponses } from './problem-responses.ts';

const tags = ['decisions'];
const IdParams = z.object({ id: z.uuid() });

/** What applicants may ask for, what keeps it, and how long it is kept. An applicant's id never stands in an address. */
export function rightsRoutes(services: ApiServices): FastifyPluginAsyncZod {
  const { query } = services.database;
  return async (app) => {
    app.post(
      '/applicants/exports',
      {
        config: { permission: 'applicant:export', audit: 'applicant.export' },
        schema: {
          tags,
          summary: 'All that is recorded about one applicant',
          body: ApplicantRequest,
          response: { 200: ApplicantExport, ...problemResponses },
        },
      },
      async (request, reply) => {
        const { applicantId } = request.body;
        request.audit.subject = applicantId;
        const found = await exportApplicant({ ...services, ...services.upload, query }, applicantId);
        return reply.header('content-disposition', 'attachment; filename="applicant.json"').send(found);
      },
    );

    app.post(
      '/applicants/erasures',
      {
        config: { permission: 'applicant:erase', audit: 'applicant.erase' },
        schema: {
          tags,
          summary: "Erase an applicant's data",
          description:
            'Who it was and what was given is removed from the record, the stored uploads and the results; what was ' +
            'decided and what it came to stays without identity. Waits while something that came before it is not in the ' +
            'record yet. Refused with `on-hold` while a hold keeps it, and with `bad-request` where the id stands for ' +
            'more than 1,000 decisions.',
          body: ApplicantRequest,
          response: { 202: Erasure, ...problemResponses },
        },
      },
      async (request, reply) => {
        request.audit.subject = request.body.applicantId;
        const erasure = await requestErasure(query, request.body.applicantId, ownerOf(request));
        return reply.code(202).header('location', `/v1/applicants/erasures/${erasure.id}`).send(erasure);
      },
    );

    app.get(
      '/applicants/erasures/:id',
      {
        config: { permission: 'audit:read', audit: 'applicant.view-erasure' },
        schema: {
          tags,
          summary: 'What an erasure has done',
          params: IdParams,
          response: { 200: Erasure, ...problemResponses },
        },
      },
      ({ params }) => readErasure(query, params.id),
    );

    app.post(
      '/holds',
      {
        config: { permission: 'hold:manage', audit: 'hold.place' },
        schema: {
          tags,
          summary: 'Keep an applicant or a batch from erasure and from the end of its term',
          body: NewHold,
          response: { 201: Hold, ...problemResponses },
        },
      },
      async (request, reply) => {
        const hold = await placeHold(query, request.body, ownerOf(request));
        request.audit.objectId = hold.id;
        request.audit.subject = hold.applicantId ?? undefined;
        return reply.code(201).send(hold);
      },
    );

    app.get(
      '/holds',
      {
        config: { permission: 'audit:read', audit: 'hold.view' },
        schema: {
          tags,
          summary: 'Legal holds, newest first',
          querystring: z.object({ released: z.stringbool().default(false) }),
          response: { 200: HoldList, ...problemResponses },
        },
      },
      async (request) => ({ holds: await listHolds(query, request.query.released) }),
    );

    app.post(
      '/holds/search',
      {
        config: { permission: 'audit:read', audit: 'hold.view' },
        schema: {
          tags,
          summary: 'Legal holds in force on one applicant, or on a file in which the applicant stands',
          body: ApplicantRequest,
          response: { 200: HoldList, ...problemResponses },
        },
      },
      async (request) => {
        request.audit.subject = request.body.applicantId;
        return { holds: await holdsOn(query, request.body.applicantId) };
      },
    );

    app.delete(
      '/holds/:id',
      {
        config: { permission: 'hold:manage', audit: 'hold.release' },
        schema: {
          tags,
          summary: 'Release a hold',
          params: IdParams,
          response: { 200: Hold, ...problemResponses },
        },
      },
      async (request) => {
        const hold = await releaseHold(query, request.params.id, ownerOf(request));
        request.audit.subject = hold.applicantId ?? undefined;
        return hold;
      },
    );

    app.get(
      '/retention',
      {
        config: { permission: 'audit:read', audit: 'nobody-in-it' },
        schema: {
          tags,
          summary: 'How long decisions are kept, and what the last rounds removed',
          response: { 200: RetentionState, ...problemResponses },
        },
      },
      () => readRetention(query, services.profile.id, services.profile.retention ?? defaultRetention),
    );
  };
}
