import { randomUUID } from 'node:crypto';
import { type AuditAction, type AuditContent, type AuditOutcome, auditActions } from '@bora/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { actorOf } from './actor.ts';
import type { Subjects } from './subjects.ts';

export interface AuditResult {
  readonly outcome: AuditOutcome;
  readonly problem?: string | undefined;
  /** Absent before there is an answer. */
  readonly reply?: FastifyReply;
}

/** What the trail says of a request now. */
export function auditContent(
  request: FastifyRequest,
  subjects: Pick<Subjects, 'hash'>,
  action: AuditAction,
  { outcome, problem, reply }: AuditResult,
): AuditContent {
  const { subject, changes } = request.audit;
  return {
    id: randomUUID(),
    at: new Date().toISOString(),
    action,
    outcome,
    actor: actorOf(request),
    address: request.ip,
    userAgent: shortUserAgent(request.headers['user-agent']),
    objectType: auditActions[action].object,
    objectId: objectId(request, reply),
    requestId: request.id,
    subject: subject === undefined ? null : subjects.hash(subject),
    problem: problem ?? null,
    changes: outcome === 'done' ? [...changes] : [],
  };
}

const longestUserAgent = 120;

function shortUserAgent(given: string | undefined): string | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
  return given?.replace(/[\u0000-\u001f\u007f]/g, ' ').slice(0, longestUserAgent) ?? null;
}

/** An id as ours are; anything else that stands in an address may be a person's name, and is left out. */
const ownId = /^[\w.:@/-]{1,200}$/;
const createdAt = /^\/v1\/[a-z-]+\/(.+)$/;

function objectId(request: FastifyRequest, reply: FastifyReply | undefined): string | null {
  const [, created] = createdAt.exec(String(reply?.getHeader('location') ?? '')) ?? [];
  const params = Object.values((request.params ?? {}) as Record<string, unknown>).map(String);
  const id = request.audit.objectId ?? created ?? params.join('/');
  return ownId.test(id) ? id : null;
}
