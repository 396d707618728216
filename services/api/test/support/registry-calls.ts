import { Batch, ModelList, Problem, Readiness } from '@bora/contracts';
import { modelName } from './invented-bundle.ts';
import { postInventedFile } from './post-invented-file.ts';
import type { RunningApi } from './running-api.ts';

type At = Pick<RunningApi, 'url'>;

/** Calls with a body of JSON, if any, and answers the body that comes back. */
export async function call(
  { url }: At,
  method: string,
  path: string,
  body?: object,
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${url}${path}`, {
    method,
    ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, body: await response.json() };
}

/** Status and code of a call that must be answered with a problem. */
export async function refused(
  api: At,
  method: string,
  path: string,
  body?: object,
): Promise<[number, string]> {
  const answer = await call(api, method, path, body);
  return [answer.status, Problem.parse(answer.body).code];
}

/** The version that new work gets. */
export async function uploadedVersion({ url }: At): Promise<string> {
  return Batch.parse(await (await postInventedFile(url, 3)).json()).model.version;
}

/** The invented model, as the registry lists it. */
export async function listedModel(api: At): Promise<ModelList['models'][number] | undefined> {
  const { models } = ModelList.parse((await call(api, 'GET', '/v1/models')).body);
  return models.find(({ name }) => name === modelName);
}

/** What readiness says of the champion. */
export async function championCheck(api: At): Promise<Readiness['checks']['champion']> {
  return Readiness.parse((await call(api, 'GET', '/health/ready')).body).checks.champion;
}
