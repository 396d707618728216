import { randomInt } from 'node:crypto';
import {
  ClassifiedCustomer,
  ClusterAndSegment,
  ClusterAnswer,
  ClusterRequest,
  ClustersSummary,
  CustomerToClassify,
  CustomerToSave,
  type PredictedSegment,
  RandomCustomer,
  RfmCustomer,
  SavedCustomers,
  type SegmentationReport,
} from '@bora/contracts';
import { seededRandom } from '@bora/random';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { randomCustomers } from '../customers/random-customers.ts';
import { readSavedCustomers, saveCustomers, savedCustomersMaximum } from '../customers/saved-customers.ts';
import { ApiProblem } from '../errors.ts';
import { checkReadiness } from '../health/readiness.ts';
import { may } from '../people/principal.ts';
import { predictSegments } from '../segmentations/predict-segments.ts';
import { readStoredReport } from '../segmentations/stored-segmentation.ts';
import type { ApiServices } from '../services.ts';
import { problemResponses } from './problem-responses.ts';

const tags = ['customers'];
/** The segmentations that ship, by which these calls answer. */
const ofPurchases = 'online-retail';
const ofAttributes = { KMeans: 'mall-kmeans', GMM: 'mall-gmm', DBSCAN: 'mall-dbscan' } as const;
const customersAtOnce = 1_000;
const Health = z.strictObject({ status: z.enum(['ok', 'failed']) });

/** Calls for customers by their older paths and shapes, without a version; answered by the segmentations that ship. */
export function customerCalls(services: ApiServices): FastifyPluginAsyncZod {
  const { segmentStore, dataKeys } = services;
  const keeping = { query: services.database.query, dataKeys };

  async function classify(
    name: string,
    customers: readonly Record<string, unknown>[],
    requestId: string,
  ): Promise<PredictedSegment[]> {
    const segmentation = { kind: 'stored' as const, name };
    const question = { segmentation, customers: [...customers] };
    return (await predictSegments(services, question, requestId)).customers;
  }

  return async (app) => {
    app.get(
      '/health',
      {
        config: { public: true },
        schema: { tags, summary: 'Customers can be classified', response: { 200: Health, 503: Health } },
      },
      async (_request, reply) => {
        const { ready } = await checkReadiness(services);
        const isStored = await readStoredReport(segmentStore, ofPurchases).then(
          () => true,
          () => false,
        );
        const isOk = ready && isStored;
        return reply.code(isOk ? 200 : 503).send({ status: isOk ? ('ok' as const) : ('failed' as const) });
      },
    );

    app.post(
      '/segment',
      {
        config: { permission: 'customer:classify', audit: 'kept-nowhere' },
        schema: {
          tags,
          summary: 'The segment of a customer by recency, frequency and monetary value',
          body: RfmCustomer,
          response: { 200: ClusterAndSegment, ...problemResponses },
        },
      },
      async ({ body, id }) => {
        const [found] = await classify(ofPurchases, [body], id);
        return labelled(found!);
      },
    );

    app.get(
      '/clusters/summary',
      {
        config: { permission: 'customer:classify' },
        schema: {
          tags,
          summary: 'The segments of purchases: how many customers, and their means',
          response: { 200: ClustersSummary, ...problemResponses },
        },
      },
      async () => {
        const { segments } = await readStoredReport(segmentStore, ofPurchases);
        return {
          clusters: segments.map(({ cluster, family, customers, share, profile }) => {
            const mean = (feature: string) => profile.find(({ name }) => name === feature)?.mean ?? 0;
            const means = {
              recency: mean('recency'),
              frequency: mean('frequency'),
              monetary: mean('monetary'),
            };
            return { cluster, segment: family, customers, share, ...means };
          }),
        };
      },
    );

    app.post(
      '/cluster',
      {
        config: { permission: 'customer:classify', audit: 'kept-nowhere' },
        schema: {
          tags,
          summary: 'The cluster of customers by income and spending, with the model of choice',
          description:
            'Income in units of the currency, spending from 1 to 100; age and gender describe and decide nothing. ' +
            'DBSCAN gives the label of the nearest core point within eps, else −1.',
          body: ClusterRequest,
          response: { 200: ClusterAnswer, ...problemResponses },
        },
      },
      async ({ body: { model_of_choice, data }, id }) => {
        const found = await classify(ofAttributes[model_of_choice], data, id);
        return {
          clusters: data.map(({ customer_id }, index) => ({
            customer_id,
            cluster_label: found[index]!.cluster,
          })),
        };
      },
    );

    app.get(
      '/api/userRandom',
      {
        config: { permission: 'customer:classify', audit: 'nobody-in-it' },
        schema: {
          tags,
          summary: 'Synthetic customers in random order',
          querystring: z.object({ n: z.coerce.number().int().min(1).max(10_000).default(10) }),
          response: { 200: z.array(RandomCustomer), ...problemResponses },
        },
      },
      async ({ query }) => {
        const [purchases, attributes]: SegmentationReport[] = await Promise.all(
          [ofPurchases, ofAttributes.KMeans].map((name) => readStoredReport(segmentStore, name)),
        );
        return randomCustomers(query.n, purchases!, attributes!, seededRandom(randomInt(2 ** 47), 0));
      },
    );

    app.post(
      '/api/userCluster',
      {
        config: { permission: 'customer:classify', audit: 'kept-nowhere' },
        schema: {
          tags,
          summary: 'One customer or an array, each with its cluster and segment',
          body: z.union([CustomerToClassify, z.array(CustomerToClassify).min(1).max(customersAtOnce)]),
          response: { 200: z.union([ClassifiedCustomer, z.array(ClassifiedCustomer)]), ...problemResponses },
        },
      },
      async ({ body, id }) => {
        const customers = Array.isArray(body) ? body : [body];
        const found = await classify(ofPurchases, customers, id);
        const classified = customers.map((customer, index) => ({ ...customer, ...labelled(found[index]!) }));
        return Array.isArray(body) ? classified : classified[0]!;
      },
    );

    app.post(
      '/api/dbPost',
      {
        config: { permission: 'customer:save', audit: 'customers.save' },
        schema: {
          tags,
          summary: 'Keep customers, all or none',
          description: `At most ${savedCustomersMaximum} are kept, sealed, as long as decisions are.`,
          body: z.array(CustomerToSave).min(1).max(customersAtOnce),
          response: { 200: z.strictObject({ saved: z.int() }), ...problemResponses },
        },
      },
      async ({ body, principal }) => {
        const owner = principal.personId;
        const isSaved = await saveCustomers(keeping, owner, body);
        if (isSaved) return { saved: body.length };
        throw new ApiProblem(
          'saved-customers-full',
          `At most ${savedCustomersMaximum} customers are kept, and there is no room for ${body.length} more.`,
        );
      },
    );

    app.get(
      '/api/dbGet',
      {
        config: { permission: 'customer:read', audit: 'customers.view' },
        schema: {
          tags,
          summary: 'Customers that one kept, in the order of saving',
          description: 'With the permission `customer:read-all` those of everybody.',
          querystring: z.object({
            limit: z.coerce.number().int().min(1).max(customersAtOnce).default(100),
            cursor: z
              .string()
              .regex(/^\d{1,15}$/)
              .optional()
              .describe('`nextCursor` of the page before'),
          }),
          response: { 200: SavedCustomers, ...problemResponses },
        },
      },
      async ({ principal, query: { limit, cursor } }) => {
        const owner = may(principal, 'customer:read-all') ? undefined : principal.personId;
        const page = { limit, after: cursor, owner };
        const { customers, next } = await readSavedCustomers(keeping, page);
        return { customers: z.array(CustomerToSave).parse(customers), nextCursor: next };
      },
    );
  };
}

/** Segments of one name in the layout have one meaning; the cluster tells them apart. */
function labelled({ cluster, family }: PredictedSegment) {
  return { cluster, segment: family };
}
