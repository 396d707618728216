import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerOnce, type OnceOnly } from '../idempotency/once.ts';
import { requestStore } from '../idempotency/request-store.ts';
import type { ApiServices } from '../services.ts';
import { discardRest } from '../upload/discard-rest.ts';
import { multipartSource } from '../upload/multipart-source.ts';
import { rawSource } from '../upload/raw-source.ts';
import type { UploadSource } from '../upload/upload-source.ts';

export interface OneFileRoute {
  /** The file in a request: its body, or the one file of its form, of at most so many bytes. */
  openSource(request: FastifyRequest, maximumBytes: number): Promise<UploadSource>;
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
  fileTypes: readonly string[],
): Promise<OneFileRoute> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser([...fileTypes], (_request, _payload, done) => done(null, null));
  await app.register(multipart);
  return {
    openSource: async (request, maximumBytes) =>
      request.isMultipart() ? multipartSource(request, maximumBytes) : rawSource(request.raw),
    async make(request, reply, once) {
      try {
        const answering = () => answerOnce(requestStore(request, services), once, request.log);
        const { answer, isReplay } = await services.uploadSlots.hold(answering);
        if (isReplay) reply.header('idempotent-replayed', 'true');
        reply.header('location', answer.location);
        return JSON.parse(answer.body);
      } finally {
        discardRest(request.raw);
      }
    },
  };
}
