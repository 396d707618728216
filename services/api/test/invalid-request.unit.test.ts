import fastify from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { handleErrors } from '../src/error-handler.ts';

test('a value that is missing from a request is called missing, with what is expected', async () => {
  const app = fastify();
  app.setValidatorCompiler(validatorCompiler);
  handleErrors(app);
  app.post('/masts', { schema: { body: z.object({ height: z.number(), sails: z.number() }) } }, () => ({}));
  try {
    const answer = await app.inject({ method: 'POST', url: '/masts', payload: { sails: 'many' } });
    expect(answer.statusCode).toBe(400);
    expect(answer.json().detail).toBe(
      'body height: missing, number expected; body sails: Invalid input: expected number, received string.',
    );
  } finally {
    await app.close();
  }
});

test('a value of several allowed forms is judged by the one that it comes nearest to', async () => {
  const app = fastify();
  app.setValidatorCompiler(validatorCompiler);
  handleErrors(app);
  const Mast = z.strictObject({ id: z.union([z.string().min(1), z.int()]), height: z.number() });
  app.post('/masts', { schema: { body: z.union([Mast, z.array(Mast).min(1)]) } }, () => ({}));
  try {
    const said = async (payload: object | string) => {
      const answer = await app.inject({
        method: 'POST',
        url: '/masts',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(payload),
      });
      return [answer.statusCode, answer.json().detail, answer.json().fields];
    };
    expect(await said({ id: 1 })).toEqual([400, 'body height: missing, number expected.', ['height']]);
    expect(await said([{ id: 1, height: 2 }, { height: 3 }])).toEqual([
      400,
      'body 1/id: missing, string or number expected.',
      ['1/id'],
    ]);
    expect(await said([{ id: '', height: 2 }])).toEqual([
      400,
      'body 0/id: Too small: expected string to have >=1 characters.',
      ['0/id'],
    ]);
    expect(await said({ id: 1, height: 2, sails: 3 })).toEqual([
      400,
      'body sails: is not known here.',
      ['sails'],
    ]);
    expect(await said('mast')).toEqual([
      400,
      'body: Invalid input: expected object or array, received string.',
      undefined,
    ]);
    expect(await said([])).toEqual([400, 'body: Too small: expected array to have >=1 items.', undefined]);
  } finally {
    await app.close();
  }
});
