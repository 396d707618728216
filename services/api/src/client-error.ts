import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { type Problem, problems } from '@bora/contracts';
import { problemMediaType } from './error-handler.ts';

/** Answers what is not HTTP, or not any more; there is no request to answer to. Nothing of it is logged. */
export function answerUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable || socket.destroyed) {
    socket.destroy();
    return;
  }
  const { status, title } = problems['bad-request'];
  const body: Problem = {
    type: 'urn:bora:problem:bad-request',
    title,
    status,
    code: 'bad-request',
    detail: 'The request is not valid HTTP, its headers are too large, or it came too slowly.',
    requestId: randomUUID(),
  };
  const text = JSON.stringify(body);
  socket.end(
    `HTTP/1.1 400 Bad Request\r\nContent-Type: ${problemMediaType}\r\nContent-Length: ${Buffer.byteLength(text)}\r\n` +
      `Connection: close\r\n\r\n${text}`,
  );
}
