import { listBundles } from '@bora/bundle';
import {
  ApplicationSchema,
  ChampionPointer,
  EvaluationReport,
  ModelDetail,
  ModelList,
  ModelName,
  ModelVersion,
} from '@bora/contracts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { noteChange } from '../audit/audited-request.ts';
import { moveKnown } from '../audit/known-live.ts';
import { listModels } from '../models/list-models.ts';
import { modelEvaluation } from '../models/model-evaluation.ts';
import { ModelQuery, pinModel } from '../requests/versions-query.ts';
import type { ApiServices } from '../services.ts';
import { assertSecondPerson, forgetProposal } from '../workflow/two-person-promotion.ts';
import { problemResponses } from './problem-responses.ts';

const tags = ['models'];
const NameParams = z.object({ name: ModelName });

/** The models that there are, and which of them is live. */
export function modelRoutes(services: ApiServices): FastifyPluginAsyncZod {
  const { models, modelStore, trusted, database, config, profile } = services;
  return async (app) => {
    app.get(
      '/models',
      {
        config: { permission: 'model:read', audit: 'nobody-in-it' },
        schema: {
          tags,
          summary: 'All models with their versions, the champion and what is refused',
          response: { 200: ModelList, ...problemResponses },
        },
      },
      async () => ({
        inUse: { name: config.MODEL_NAME, profile: profile.id },
        models: await listModels(await listBundles(modelStore, undefined, trusted), models),
      }),
    );

    app.get(
      '/models/:name/:version',
      {
        config: { permission: 'model:read', audit: 'nobody-in-it' },
        schema: {
          tags,
          summary: 'One version: manifest, metrics, points scale, calibration',
          params: NameParams.extend({ version: ModelVersion }),
          response: { 200: ModelDetail, ...problemResponses },
        },
      },
      async ({ params }) => {
        const { manifest, scale, calibration } = await models.load(params);
        const [champion, refusal] = await Promise.all([models.champion(params.name), models.refusal(params)]);
        return {
          ...params,
          isChampion: champion.pointer?.version === params.version,
          refusal: refusal ?? null,
          manifest,
          scale,
          calibration,
        };
      },
    );

    app.get(
      '/models/:name/:version/evaluation',
      {
        config: { permission: 'model:read', audit: 'nobody-in-it' },
        schema: {
          tags,
          summary: 'What `bora evaluate` measured of one version out of fold',
          description:
            'Calibration, curves, outcomes by group, and drift, as kept with the version in the store.',
          params: NameParams.extend({ version: ModelVersion }),
          response: { 200: EvaluationReport, ...problemResponses },
        },
      },
      async ({ params }) => modelEvaluation(modelStore, params),
    );

    app.put(
      '/models/:name/champion',
      {
        config: { permission: 'model:promote', audit: 'model.promote' },
        schema: {
          tags,
          summary: 'Make a version the live one',
          description:
            'Every file is verified first; an earlier refusal of the version is forgotten. With `TWO_PERSON_PROMOTION` ' +
            'the first person proposes (409 `second-person-needed`), and another one who asks for the same promotes.',
          params: NameParams,
          body: z.strictObject({ version: ModelVersion }),
          response: { 200: ChampionPointer, ...problemResponses },
        },
      },
      async (request) => {
        const { name } = request.params;
        const { version } = request.body;
        const { pointer } = await models.champion(name);
        const takesTwo = config.TWO_PERSON_PROMOTION;
        if (takesTwo) {
          // A version that cannot be promoted is refused before anybody is asked to agree.
          await models.load({ name, version });
          await assertSecondPerson(database.query, { name, version }, request.principal);
        }
        const champion = await moveKnown(
          database.query,
          'model',
          () => models.promote({ name, version }),
          ({ promotedAt }) => ({ name, version, movedAt: promotedAt }),
        );
        if (takesTwo) await forgetProposal(database.query, name);
        noteChange(request, 'champion', pointer?.version, version);
        return champion;
      },
    );

    app.get(
      '/schema',
      {
        config: { permission: 'model:read', audit: 'nobody-in-it' },
        schema: {
          tags,
          summary: 'The application schema of a model',
          querystring: z.object({ model: ModelQuery.optional() }),
          response: { 200: ApplicationSchema, ...problemResponses },
        },
      },
      async ({ query }) => (await pinModel(services, query.model)).schema,
    );
  };
}
