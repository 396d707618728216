import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import Fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { recordRequests } from './audit/record-requests.ts';
import { answerUnreadable } from './client-error.ts';
import { collectOpenApi, serveDocumentation } from './documentation.ts';
import { endConnections } from './end-connections.ts';
import { answerBadAddress, handleErrors } from './error-handler.ts';
import { serveInterface } from './interface.ts';
import { keyAllowance } from './limits/key-allowance.ts';
import { fastifyLoggers } from './logging/fastify-loggers.ts';
import { nameRequests } from './logging/name-requests.ts';
import { RequestLog } from './logging/request-log.ts';
import { countRequests } from './metrics/count-requests.ts';
import { guardRoutes } from './people/guard-routes.ts';
import { protect } from './protection.ts';
import { boardPath, queueBoard } from './queue-board/queue-board.ts';
import { apiKeyRoutes } from './routes/api-keys.ts';
import { auditRoutes } from './routes/audit.ts';
import { batchEventRoutes } from './routes/batch-events.ts';
import { batchExportRoutes } from './routes/batch-exports.ts';
import { batchResultRoutes } from './routes/batch-results.ts';
import { batchScoreRoutes } from './routes/batch-scores.ts';
import { batchRoutes } from './routes/batches.ts';
import { customerCalls } from './routes/customer-calls.ts';
import { decisionWorkRoutes } from './routes/decision-work.ts';
import { decisionRoutes } from './routes/decisions.ts';
import { healthRoutes } from './routes/health.ts';
import { metricsRoute } from './routes/metrics.ts';
import { modelRoutes } from './routes/models.ts';
import { noticeRoutes } from './routes/notices.ts';
import { operationsRoute } from './routes/operations.ts';
import { outcomeRoutes } from './routes/outcomes.ts';
import { overrideRoutes } from './routes/overrides.ts';
import { peopleRoutes } from './routes/people.ts';
import { policyRoutes } from './routes/policies.ts';
import { referralRoutes } from './routes/referrals.ts';
import { rightsRoutes } from './routes/rights.ts';
import { scoreRoutes } from './routes/scores.ts';
import { segmentationMemberRoutes } from './routes/segmentation-members.ts';
import { segmentationOutcomeRoutes } from './routes/segmentation-outcomes.ts';
import { segmentationPredictionRoute } from './routes/segmentation-predictions.ts';
import { segmentationRoutes } from './routes/segmentations.ts';
import { sessionRoutes } from './routes/session.ts';
import { simulationRoutes } from './routes/simulations.ts';
import { storedSegmentationRoutes } from './routes/stored-segmentations.ts';
import { uploadBatchRoute } from './routes/upload-batch.ts';
import { uploadSegmentationRoute } from './routes/upload-segmentation.ts';
import { whatIfRoutes } from './routes/what-ifs.ts';
import type { ApiServices } from './services.ts';
import { answerUnknown } from './unknown-address.ts';

/** A connection on which nothing moves; longer than an upload may be silent and a score may be waited for. */
const idleConnectionMs = 65_000;
const bodyLimitBytes = 1024 * 1024;
/** How often connections are looked at whose head is late, at most. */
const headsCheckedEveryMs = 5_000;

/** The api, not yet listening: its plugins and its routes. */
export async function buildApp(services: ApiServices): Promise<FastifyInstance> {
  const { config } = services;
  const app = Fastify({
    ...fastifyLoggers(services.log),
    logController: new RequestLog(),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    trustProxy: config.TRUSTED_PROXIES.length > 0 && [...config.TRUSTED_PROXIES],
    bodyLimit: bodyLimitBytes,
    handlerTimeout: config.REQUEST_TIMEOUT_MS,
    connectionTimeout: Math.max(idleConnectionMs, config.UPLOAD_IDLE_TIMEOUT_MS * 2),
    clientErrorHandler: answerUnreadable,
    frameworkErrors: answerBadAddress,
    http: {
      // Who sends no Host is answered as who sends a strange one.
      requireHostHeader: false,
      headersTimeout: config.HEADERS_TIMEOUT_MS,
      connectionsCheckingInterval: Math.min(headsCheckedEveryMs, config.HEADERS_TIMEOUT_MS / 2),
    },
    routerOptions: { maxParamLength: 300 },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  handleErrors(app);
  // Whoever waits for a score is answered that it is not there yet.
  app.addHook('preClose', () => services.singleEndings.close());
  app.addHook('preClose', () => services.whatIfEndings.close());
  app.addHook('preClose', () => services.predictionEndings.close());
  endConnections(app);
  nameRequests(app);
  countRequests(app, services.metrics);
  await protect(app, config);
  await app.register(cookie);
  const guarding = { ...services, metricsToken: config.METRICS_TOKEN };
  guardRoutes(app, guarding, keyAllowance(app, config.RATE_LIMIT_BY_ROLE));
  recordRequests(app, services.audit);
  await collectOpenApi(app);
  await serveDocumentation(app);
  answerUnknown(app, await serveInterface(app));

  await app.register(healthRoutes(services));
  await app.register(metricsRoute(services));
  await app.register(queueBoard(services), { prefix: boardPath });
  await app.register(customerCalls(services));
  for (const routes of [
    scoreRoutes(services),
    whatIfRoutes(services),
    uploadBatchRoute(services),
    batchRoutes(services),
    batchScoreRoutes(services),
    batchResultRoutes(services),
    batchEventRoutes(services),
    batchExportRoutes(services),
    decisionRoutes(services),
    outcomeRoutes(services),
    rightsRoutes(services),
    modelRoutes(services),
    policyRoutes(services),
    simulationRoutes(services),
    uploadSegmentationRoute(services),
    segmentationRoutes(services),
    segmentationPredictionRoute(services),
    segmentationMemberRoutes(services),
    segmentationOutcomeRoutes(services),
    storedSegmentationRoutes(services),
    operationsRoute(services),
    auditRoutes(services),
    referralRoutes(services),
    decisionWorkRoutes(services),
    overrideRoutes(services),
    noticeRoutes(services),
    sessionRoutes(services),
    peopleRoutes(services),
    apiKeyRoutes(services),
  ]) {
    await app.register(routes, { prefix: '/v1' });
  }
  return app;
}
