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
