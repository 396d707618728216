import {
  listSimulations,
  readReplayedChunks,
  readSimulation,
  type SimulationRecord,
} from '@bora/batch-store';
import { ScenarioList, SimulationList, SimulationRequest, SimulationRun } from '@bora/simulation';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ApiProblem } from '../errors.ts';
import { mayRead } from '../people/ownership.ts';
import type { ApiServices } from '../services.ts';
import { readShippedScenarios } from '../simulations/shipped-scenarios.ts';
import { simulationView } from '../simulations/simulation-view.ts';
import { replayJobs, startSimulation } from '../simulations/start-simulation.ts';
import { problemResponses } from './problem-responses.ts';

const tags = ['simulations'];
/** Longer than adding the jobs takes: those that are missing then were lost with the api that should have added them. */
const enqueueAgainAfterMs = 10_000;

/** Profit and loss of scored batches whose files hold outcomes. */
export function simulationRoutes(services: ApiServices): FastifyPluginAsyncZod {
  const { redis, cipher, simulationQueue } = services;
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
        const records = await listSimulations(redis, { limit, isWanted });
        const views = await Promise.all(records.map((record) => simulationView(redis, cipher, record)));
        return {
          simulations: views.map(({ report, scenario, ...view }) => ({
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
            'simulation. Money is assumed: the scenario says how, each figure with its unit and source.',
          body: SimulationRequest,
          response: { 202: SimulationRun, ...problemResponses },
        },
      },
      async (request, reply) => {
        const simulation = await startSimulation(services, request.principal, request.body);
        reply.header('location', `/v1/simulations/${simulation.id}`);
        return reply.code(202).send(await simulationView(redis, cipher, simulation));
      },
    );

    app.get(
      '/simulations/:id',
      {
        config: { permission: 'simulation:read', audit: 'nobody-in-it' },
        schema: {
          tags,
          summary: 'State and report of a simulation',
          params: z.object({ id: z.string() }),
          response: { 200: SimulationRun, ...problemResponses },
        },
      },
      async ({ params, principal }) => {
        const id = z.uuid().safeParse(params.id);
        const simulation = id.success ? await readSimulation(redis, id.data) : undefined;
        if (!simulation || !mayRead(principal, simulation, 'simulation:read-all')) {
          throw new ApiProblem(
            'simulation-not-found',
            'There is no simulation with this id, or it has expired.',
          );
        }
        const view = await simulationView(redis, cipher, simulation);
        const isLate = Date.now() - simulation.createdAtMs > enqueueAgainAfterMs;
        if (view.state === 'running' && isLate) {
          const replayed = await readReplayedChunks(redis, simulation.id);
          const jobs = replayJobs(simulation.id, simulation.chunks);
          await simulationQueue.add(jobs.filter(({ payload }) => !replayed.has(payload.chunk)));
        }
        return view;
      },
    );
  };
}
