import { refuseModel } from '@bora/batch-store';
import { ModelList, Problem } from '@bora/contracts';
import { waitUntil } from '@bora/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { damageInvented, storeInventedBundle } from './support/invented-bundle.ts';
import { type ModelStage, openModelStage } from './support/model-stage.ts';
import { postInventedFile } from './support/post-invented-file.ts';
import { call, championCheck, uploadedVersion } from './support/registry-calls.ts';

let stage: ModelStage;
beforeEach(async () => {
  stage = await openModelStage();
});
afterEach(() => stage?.close());

const store = (version: string, day: string, isChampion = false) =>
  storeInventedBundle(stage.location, version, {
    isChampion,
    createdAt: `2026-01-${day}T00:00:00.000Z`,
  });

const damage = (file: string) => damageInvented(stage.location, file);

it('an api that starts with a damaged champion serves the newest good version, and says so', async () => {
  await store('a-newest-good', '03');
  await store('b-old', '01');
  await store('c-newer-damaged', '04');
  await store('d-champion', '05', true);
  await damage('c-newer-damaged/weights.bin');
  await damage('d-champion/weights.bin');
  const running = await stage.start();
  expect(await uploadedVersion(running)).toBe('a-newest-good');
  const check = await championCheck(running);
  expect(check.status).toBe('degraded');
  expect(check.message).toMatch(
    /invented\/d-champion is damaged .*invented\/a-newest-good serves in its place/,
  );
  const listed = ModelList.parse((await call(running, 'GET', '/v1/models')).body).models;
  expect(listed).toMatchObject([{ champion: 'd-champion', serving: 'a-newest-good' }]);

  const reference = { name: 'invented', version: 'a-newest-good' };
  await refuseModel(running.redis, reference, { code: 'smoke', message: 'It smokes.' });
  await waitUntil(async () => (await championCheck(running)).message?.includes('invented/b-old serves'), {
    what: 'the next version to serve',
  });
});

it('an api that starts with a damaged champion and no other good version answers 503', async () => {
  await store('only', '01', true);
  await damage('only/weights.bin');
  const running = await stage.start();
  const answer = await postInventedFile(running.url, 3);
  expect([answer.status, Problem.parse(await answer.json()).code]).toEqual([503, 'no-champion']);
  expect((await championCheck(running)).status).toBe('failed');
});

it('a pointer that cannot be read is our fault, and no version is guessed', async () => {
  await store('first', '01', true);
  await damage('champion.json');
  const answer = await postInventedFile((await stage.start()).url, 3);
  expect([answer.status, Problem.parse(await answer.json()).code]).toEqual([503, 'no-champion']);
});
