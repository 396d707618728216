import { ReadableStream } from 'node:stream/web';
import type { Body } from './body.ts';

const pieceBytes = 256 * 1024;

/** A body of so many bytes that repeats a text after a beginning, made while it is sent: never held. */
export function endless(bytes: number, text: string, beginning = ''): Body {
  const piece = Buffer.alloc(pieceBytes, text);
  let left = bytes;
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      if (beginning !== '') controller.enqueue(Buffer.from(beginning));
    },
    pull(controller) {
      controller.enqueue(piece.subarray(0, Math.min(left, pieceBytes)));
      left -= pieceBytes;
      if (left <= 0) controller.close();
    },
  });
  return stream as unknown as Body;
}
