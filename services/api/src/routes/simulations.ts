import { listSimulations, readSimulation, type SimulationRecord } from '@bora/batch-store';
import { ScenarioList, SimulationList, SimulationRequest, SimulationRun } from '@bora/simulation';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ApiProblem } from '../errors.ts';
import { answerOnce } from '../idempotency/once.ts';
import { requestStore } from '../idempotency/request-store.ts';
import { mayRead } from '../people/ownership.ts';
import { may } from '../people/principal.ts';
import { listRecordedRuns, readRecordedRun } from '../records/read-recorded-runs.ts';
import { idempotencyHeader } from '../requests/documented-headers.ts';
import type { ApiServices } from '../services.ts';
import { recordedSimulations } from '../simulations/recorded-simulations.ts';
import { readShippedScenarios } from '../simulations/shipped-scenarios.ts';
import { simulationRequest } from '../simulations/simulation-request.ts';
import { simulationView } from '../simulations/simulation-view.ts';
import { problemResponses } from './problem-responses.ts';

const tags = ['simulations'];

/** Profit and loss of scored batches whose files hold outcomes. */
export function simulationRoutes(services: ApiServices): FastifyPluginAsyncZod {
  const { redis, cipher, database } = services;
  return async (app) => {
    app.get(
      '/scenarios',
      {
        config: { permission: 'simulation:read', audit: 'nobody-in-it' },
        schema: {
          tags,
          summary: 'The scenarios that ship: what may be assumed of the money',
          response: { 200: ScenarioList, ...problemResponses },
        },
      },
      async () => ({ scenarios: await readShippedScenarios() }),
    );

    app.get(
      '/simulations',
      {
        config: { permission: 'simulation:read', audit: 'nobody-in-it' },
        schema: {
          tags,
          summary: 'Simulations, newest first, without their reports',
          querystring: z.object({ limit: z.coerce.number().int().min(1).max(100).default(50) }),
          response: { 200: SimulationList, ...problemResponses },
        },
      },
      async ({ principal, query: { limit } }) => {
        const isWanted = (one: SimulationRecord) => mayRead(principal, one, 'simulation:read-all');
        const owner = may(principal, 'simulation:read-all') ? undefined : principal.personId;
        const [records, recorded] = await Promise.all([
          listSimulations(redis, { limit, isWanted }),
          listRecordedRuns(database.query, recordedSimulations, { limit, owner }),
        ]);
        const views = await Promise.all(records.map((record) => simulationView(redis, cipher, record)));
        const current = new Set(views.map(({ id }) => id));
        const all = [...views, ...recorded.filter(({ id }) => !current.has(id))].slice(0, limit);
        return {
          simulations: all.map(({ report, scenario, ...view }) => ({
            ...view,
            scenario: { id: scenario.id, title: scenario.title },
          })),
        };
      },
    );

    app.post(
      '/simulations',
      {
        config: { permission: 'simulation:run', audit: 'simulation.start' },
        schema: {
          tags,
          summary: 'What would a scored batch have earned?',
          description:
            'Replays a completed batch whose file has the outcome of every row. Answers 202 with the address of the ' +
            'simulation. Money is assumed: the scenario says how, each figure with its unit and source. With an ' +
            '`Idempotency-Key` a repeated request starts no second simulation.',
          headers: z.looseObject(idempotencyHeader),
          body: SimulationRequest,
          response: { 202: SimulationRun, ...problemResponses },
        },
      },
      async (request, reply) => {
        const once = simulationRequest(services, request.principal, request.body, request.id);
        const { answer, isReplay } = await answerOnce(requestStore(request, services), once, request.log);
        if (isReplay) reply.header('idempotent-replayed', 'true');
        reply.header('location', answer.location);
        return reply.code(202).send(SimulationRun.parse(JSON.parse(answer.body)));
      },
    );

    app.get(
      '/simulations/:id',
      {
        config: { permission: 'simulation:read', audit: 'nobody-in-it' },
        schema: {
          tags,
          summary: 'State and report of a simulation',
          description:
            'Intervals are mean ± 1.96 standard errors; the command simulate makes its own by bootstrap, so that they differ slightly.',
          params: z.object({ id: z.string() }),
          response: { 200: SimulationRun, ...problemResponses },
        },
      },
      async ({ params, principal }) => {
        const id = z.uuid().safeParse(params.id);
        const simulation = id.success ? await readSimulation(redis, id.data) : undefined;
        const recorded =
          !simulation && id.success
            ? await readRecordedRun(database.query, recordedSimulations, id.data)
            : undefined;
        if (recorded && mayRead(principal, recorded, 'simulation:read-all')) return recorded.run;
        if (!simulation || !mayRead(principal, simulation, 'simulation:read-all')) {
          throw new ApiProblem(
            'simulation-not-found',
            'There is no simulation with this id, or it has expired.',
          );
        }
        return simulationView(redis, cipher, simulation);
      },
    );
  };
}
