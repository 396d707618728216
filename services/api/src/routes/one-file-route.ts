import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerOnce, type OnceOnly } from '../idempotency/once.ts';
import { requestStore } from '../idempotency/request-store.ts';
import type { ApiServices } from '../services.ts';
import { discardRest } from '../upload/discard-rest.ts';
import { multipartLimits, multipartSource } from '../upload/multipart-source.ts';
import { rawSource } from '../upload/raw-source.ts';
import type { UploadSource } from '../upload/upload-source.ts';

export interface OneFileRoute {
  /** The file in a request: its body, or the one file of its form. */
  openSource(request: FastifyRequest): Promise<UploadSource>;
  /** Makes something once, says its address in the headers and resolves with its JSON, to be sent with 202. */
  make(request: FastifyRequest, reply: FastifyReply, once: OnceOnly): Promise<unknown>;
}

/**
 * Lets the routes of this plugin take a file: nothing parses a body into memory. Other routes do not belong here.
 *
 * @param fileTypes a body of these types is the file itself.
 */
export async function oneFileRoute(
  app: FastifyInstance,
  services: ApiServices,
  { fileTypes, maximumBytes }: { readonly fileTypes: readonly string[]; readonly maximumBytes: number },
): Promise<OneFileRoute> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser([...fileTypes], (_request, _payload, done) => done(null, null));
  await app.register(multipart, { limits: multipartLimits(maximumBytes) });
  return {
    openSource: async (request) =>
      request.isMultipart() ? multipartSource(request, maximumBytes) : rawSource(request.raw),
    async make(request, reply, once) {
      try {
        const { answer, isReplay } = await answerOnce(requestStore(request, services), once, request.log);
        if (isReplay) reply.header('idempotent-replayed', 'true');
        reply.header('location', answer.location);
        return JSON.parse(answer.body);
      } finally {
        discardRest(request.raw);
      }
    },
  };
}
