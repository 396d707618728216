import { CustomerToSave, SavedCustomers } from '@bora/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { readSavedCustomers, saveCustomers, savedCustomersMaximum } from '../customers/saved-customers.ts';
import { customersAtOnce } from '../customers/shipped-segmentations.ts';
import { ApiProblem } from '../errors.ts';
import { may } from '../people/principal.ts';
import type { ApiServices } from '../services.ts';
import { problemResponses } from './problem-responses.ts';

const tags = ['customers'];

/** Customers that somebody keeps, sealed, and reads again. */
export function keptCustomerRoutes({ database, dataKeys }: ApiServices): FastifyPluginAsyncZod {
  const keeping = { query: database.query, dataKeys };
  return async (app) => {
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
