import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunningProcess } from '@bora/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ask } from './support/ask.ts';
import { openStartStage, type StartStage } from './support/start-stage.ts';

let stage: StartStage;
beforeEach(async () => {
  stage = await openStartStage();
});
afterEach(() => stage?.close());

const passwordFile = () => join(stage.folder, 'secrets', 'password');
const start = (env: Record<string, string> = {}) =>
  stage.start({
    PAYLOAD_KEY: '5a'.repeat(32),
    ADMINISTRATOR_PASSWORD_FILE: passwordFile(),
    LOCAL_KEY_FILE: join(stage.folder, 'secrets', 'key'),
    ...env,
  });

const urlOf = async (api: RunningProcess) => (await api.waitForOutput(/"address":"(http:[^"]+)"/))[1]!;
const signIn = (url: string, password: string) =>
  ask('POST', `${url}/v1/session`, {}, { name: 'administrator', password });
const mode = async (file: string) => ((await stat(file)).mode & 0o777).toString(8);
const secret = async (name: string) => (await readFile(join(stage.folder, 'secrets', name), 'utf8')).trim();

it('two apis that start at the same time make one administrator, whose password stands in a file for its owner alone', async () => {
  const apis = await Promise.all([
    start({ LOCAL_KEY_FILE: join(stage.folder, 'secrets', 'key-1') }),
    start({ LOCAL_KEY_FILE: join(stage.folder, 'secrets', 'key-2') }),
  ]);
  const urls = await Promise.all(apis.map(urlOf));
  expect(await mode(passwordFile())).toBe('600');
  const password = await secret('password');
  for (const url of urls) expect((await signIn(url, password)).status).toBe(200);
  const ofFirst = { authorization: `Bearer ${await secret('key-1')}` };
  const { people } = (await (await fetch(`${urls[1]}/v1/people`, { headers: ofFirst })).json()) as {
    people: unknown[];
  };
  expect(people).toMatchObject([{ name: 'administrator', role: 'administrator' }]);
  for (const api of apis) {
    expect(api.output).not.toContain(password);
    expect(api.output).not.toContain('bora_');
  }
});

it('a password that stands in the file already is the first one, and another one later changes nothing', async () => {
  const file = join(stage.folder, 'given');
  await writeFile(file, 'given by operations\n');
  const first = await start({ ADMINISTRATOR_PASSWORD_FILE: file });
  expect((await signIn(await urlOf(first), 'given by operations')).status).toBe(200);
  await first.kill();
  await writeFile(file, 'another one altogether\n');
  const second = await start({ ADMINISTRATOR_PASSWORD_FILE: file });
  const url = await urlOf(second);
  expect((await signIn(url, 'another one altogether')).status).toBe(401);
  expect((await signIn(url, 'given by operations')).status).toBe(200);
});

it('the file of the first password goes when that password is changed, and the new one is in no file', async () => {
  const url = await urlOf(await start());
  const current = await secret('password');
  const signedIn = await fetch(`${url}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-anonymous': 'yes' },
    body: JSON.stringify({ name: 'administrator', password: current }),
  });
  const [cookie] = signedIn.headers.getSetCookie();
  const next = 'a sentence of my own, 7 words';
  const changed = await ask(
    'PUT',
    `${url}/v1/session/password`,
    { cookie: cookie!, origin: url },
    { current, next },
  );
  expect(changed.status).toBe(204);
  await expect(stat(passwordFile())).rejects.toThrow('ENOENT');
  expect((await signIn(url, next)).status).toBe(200);
});

it('a first password that is too short stops the api with a sentence that does not hold it', async () => {
  const file = join(stage.folder, 'given');
  await writeFile(file, 'hunter2');
  const api = await start({ ADMINISTRATOR_PASSWORD_FILE: file });
  expect((await api.exited).code).toBe(1);
  expect(api.stderr).toContain('ADMINISTRATOR_PASSWORD_FILE must hold a password of 12 to 200 characters');
  expect(api.output).not.toContain('hunter2');
});

it('the local key is for its owner alone, stays the same over a start, and is made anew where it does not work', async () => {
  const file = join(stage.folder, 'secrets', 'key');
  const first = await start();
  await urlOf(first);
  const key = await secret('key');
  expect(await mode(file)).toBe('600');
  await first.kill();
  const second = await start();
  await urlOf(second);
  expect(await secret('key')).toBe(key);
  await second.kill();
  await writeFile(file, 'bora_nonsense');
  const third = await start();
  const url = await urlOf(third);
  const authorization = `Bearer ${await secret('key')}`;
  expect((await ask('GET', `${url}/v1/people`, { authorization })).status).toBe(200);
  expect(await mode(file)).toBe('600');
});
