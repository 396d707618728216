import { problems } from '@bora/contracts';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { documentTransforms } from './documented-schemas.ts';

const introduction =
  'Credit risk scoring through a queue. A decline is an answer, not an error. Errors are ' +
  '`application/problem+json` (RFC 9457) with a stable `code` and the `requestId`; they name fields and lines, ' +
  'never values.';

/** Collects the OpenAPI document of the routes that are registered afterwards. */
export async function collectOpenApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Bora',
        version: '1',
        description: `${introduction}\n\n${problemTable()}`,
        license: { name: 'Apache-2.0' },
      },
      components: {
        securitySchemes: {
          key: { type: 'http', scheme: 'bearer', description: 'An API key; see `POST /v1/keys`' },
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: 'bora-session',
            description: 'See `POST /v1/session`',
          },
        },
      },
      tags: [
        { name: 'scores', description: 'Single applications' },
        { name: 'batches', description: 'Files of applicants' },
        { name: 'decisions', description: 'The record of what was decided' },
        { name: 'models', description: 'Model versions and their schemas' },
        { name: 'policies', description: 'Cut-offs and rules' },
        { name: 'segmentations', description: 'Groups of customers, found in files and named' },
        { name: 'customers', description: 'Segments of customers from the segmentations that ship' },
        { name: 'workflow', description: 'Referred decisions, overrides, notes, requests for review' },
        { name: 'notices', description: 'Notices of adverse action' },
        { name: 'audit', description: 'Who did what' },
        { name: 'people', description: 'Sign-in, people, API keys' },
        { name: 'health', description: 'Probes' },
      ],
    },
    ...documentTransforms(),
  });
}

/** `/docs` and `/docs/json`. The page is a library's and sets styles of its own, so it has a policy of its own. */
export async function serveDocumentation(app: FastifyInstance): Promise<void> {
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    logLevel: 'warn',
    staticCSP: {
      'default-src': "'self'",
      'img-src': ["'self'", 'data:'],
      'style-src': ["'self'", "'unsafe-inline'"],
      'object-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
    },
  });
}

function problemTable(): string {
  const rows = Object.entries(problems).map(
    ([code, { status, title }]) => `| \`${code}\` | ${status} | ${title} |`,
  );
  return ['| code | status | meaning |', '|---|---|---|', ...rows].join('\n');
}
