import { AuditChange } from '@bora/contracts';
import type { FastifyRequest } from 'fastify';
import { expect, it } from 'vitest';
import { newAuditedRequest, noteChange } from '../src/audit/audited-request.ts';

function changesOf(from: unknown, to: unknown) {
  const request = { audit: newAuditedRequest() } as FastifyRequest;
  noteChange(request, 'rules', from, to);
  return request.audit.changes;
}

it('a change behind the first ten thousand characters is recorded, each text by its beginning and its SHA-256', () => {
  const long = 'x'.repeat(20_000);
  const [change] = changesOf(`${long}a`, `${long}b`);
  expect(change?.from).toMatch(/^x{9800}… \(20001 characters, SHA-256 [0-9a-f]{64}\)$/);
  expect(change?.from).not.toBe(change?.to);
  expect(AuditChange.safeParse(change).success).toBe(true);
  expect(changesOf(long, long)).toEqual([]);
});

it('a text is cut between two characters', () => {
  const [change] = changesOf(null, `x${'😀'.repeat(10_000)}`);
  expect(() => encodeURIComponent(change!.to!)).not.toThrow();
});
