import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';

/** The body of a request that uploads a file; its length is known before its first byte. */
export interface UploadBody {
  readonly contentType: string;
  /** Bytes of all of it. */
  readonly length: number;
  /** `onFileBytes` learns how many bytes of the file have been handed over. */
  pieces(onFileBytes: (bytes: number) => void): AsyncGenerator<Uint8Array>;
}

const readBytes = 256 * 1024;

/** A form with one file, which carries the file's name. Source: RFC 7578, with the file name quoted as browsers do it. */
export function multipartBody(path: string, fileBytes: number): UploadBody {
  const boundary = `bora-${randomUUID()}`;
  const name = basename(path).replace(
    /["\r\n]/g,
    (character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  const head = Buffer.from(
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n` +
      'Content-Type: application/octet-stream\r\n\r\n',
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    length: head.length + fileBytes + tail.length,
    async *pieces(onFileBytes) {
      yield head;
      yield* filePieces(path, onFileBytes);
      yield tail;
    },
  };
}

/** The file as it is. */
export function rawBody(path: string, fileBytes: number): UploadBody {
  return {
    contentType: 'text/csv',
    length: fileBytes,
    pieces: (onFileBytes) => filePieces(path, onFileBytes),
  };
}

async function* filePieces(path: string, onFileBytes: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  let sent = 0;
  for await (const piece of createReadStream(path, { highWaterMark: readBytes })) {
    yield piece;
    sent += piece.length;
    onFileBytes(sent);
  }
}
