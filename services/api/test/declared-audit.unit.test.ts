import Fastify from 'fastify';
import { expect, it } from 'vitest';
import { demandAuditDeclarations } from '../src/audit/declared-audit.ts';

function appWith(method: 'GET' | 'POST', url: string, config = {}) {
  const app = Fastify();
  demandAuditDeclarations(app);
  app.route({ method, url, config, handler: async () => 'done' });
}

it('a call that changes something, or answers under /v1, is not registered without saying what is recorded', () => {
  expect(() => appWith('POST', '/anything')).toThrow(
    'POST /anything does not say what the audit trail records',
  );
  expect(() => appWith('GET', '/v1/anything')).toThrow('GET /v1/anything');
  expect(() => appWith('POST', '/v1/a', { audit: 'no.such-action' })).toThrow('POST /v1/a');
  expect(() => appWith('POST', '/v1/a', { audit: 'batch.upload' })).not.toThrow();
  expect(() => appWith('GET', '/v1/a', { audit: 'nobody-in-it' })).not.toThrow();
  expect(() => appWith('GET', '/assets/script.js')).not.toThrow();
});
