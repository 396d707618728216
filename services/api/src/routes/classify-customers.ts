import {
  ClassifiedCustomer,
  ClusterAndSegment,
  ClusterAnswer,
  ClusterRequest,
  CustomerToClassify,
  type PredictedSegment,
  RfmCustomer,
} from '@bora/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { customersAtOnce, shippedSegmentations } from '../customers/shipped-segmentations.ts';
import { predictSegments } from '../segmentations/predict-segments.ts';
import type { ApiServices } from '../services.ts';
import { problemResponses } from './problem-responses.ts';

const tags = ['customers'];
const { purchases, attributes } = shippedSegmentations;

/** The segments of customers that a call brings; nothing of them is kept. */
export function classifyRoutes(services: ApiServices): FastifyPluginAsyncZod {
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
        const [found] = await classify(purchases, [body], id);
        return labelled(found!);
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
        const found = await classify(attributes[model_of_choice], data, id);
        return {
          clusters: data.map(({ customer_id }, index) => ({
            customer_id,
            cluster_label: found[index]!.cluster,
          })),
        };
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
        const found = await classify(purchases, customers, id);
        const classified = customers.map((customer, index) => ({ ...customer, ...labelled(found[index]!) }));
        return Array.isArray(body) ? classified : classified[0]!;
      },
    );
  };
}

/** Segments of one name in the layout have one meaning; the cluster tells them apart. */
function labelled({ cluster, family }: PredictedSegment) {
  return { cluster, segment: family };
}
