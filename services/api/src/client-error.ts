import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { type Problem, type ProblemCode, problems } from '@bora/contracts';
import { problemMediaType } from './error-handler.ts';

interface Unreadable {
  readonly code: ProblemCode;
  readonly detail: string;
}

const notHttp: Unreadable = { code: 'bad-request', detail: 'The request is not valid HTTP.' };
const tooLarge: Unreadable = {
  code: 'request-too-large',
  detail: 'The headers, the address or the extensions of a chunk are longer than 16 KB.',
};
/** By the code of Node's error. */
const unreadable: Readonly<Record<string, Unreadable>> = {
  ERR_HTTP_REQUEST_TIMEOUT: {
    code: 'request-too-slow',
    detail: 'The head of the request was not there in time.',
  },
  HPE_HEADER_OVERFLOW: tooLarge,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: tooLarge,
};

/** Answers what is not HTTP, or not any more; there is no request to answer to. Nothing of it is logged. */
export function answerUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable || socket.destroyed) {
    socket.destroy();
    return;
  }
  const { code, detail } = unreadable[error.code ?? ''] ?? notHttp;
  const { status, title } = problems[code];
  const type = `urn:bora:problem:${code}`;
  const body: Problem = { type, title, status, code, detail, requestId: randomUUID() };
  const text = JSON.stringify(body);
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: ${problemMediaType}\r\nContent-Length: ${Buffer.byteLength(text)}\r\n` +
      `Connection: close\r\n\r\n${text}`,
  );
}
