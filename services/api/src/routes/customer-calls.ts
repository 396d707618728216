import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { shippedSegmentations } from '../customers/shipped-segmentations.ts';
import { checkReadiness } from '../health/readiness.ts';
import { readStoredReport } from '../segmentations/stored-segmentation.ts';
import type { ApiServices } from '../services.ts';
import { classifyRoutes } from './classify-customers.ts';
import { keptCustomerRoutes } from './kept-customers.ts';
import { segmentReportRoutes } from './segment-reports.ts';

const tags = ['customers'];
const Health = z.strictObject({ status: z.enum(['ok', 'failed']) });

/** Calls for customers by their older paths and shapes, without a version; answered by the segmentations that ship. */
export function customerCalls(services: ApiServices): FastifyPluginAsyncZod {
  return async (app) => {
    await app.register(classifyRoutes(services));
    await app.register(segmentReportRoutes(services));
    await app.register(keptCustomerRoutes(services));

    app.get(
      '/health',
      {
        config: { public: true },
        schema: { tags, summary: 'Customers can be classified', response: { 200: Health, 503: Health } },
      },
      async (_request, reply) => {
        const { ready } = await checkReadiness(services);
        const isStored = await readStoredReport(services.segmentStore, shippedSegmentations.purchases).then(
          () => true,
          () => false,
        );
        const isOk = ready && isStored;
        return reply.code(isOk ? 200 : 503).send({ status: isOk ? ('ok' as const) : ('failed' as const) });
      },
    );
  };
}
