import crypto from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type S3rver from 's3rver';

/** Gives a server, before it runs, three things that S3 promises and s3rver 3.7 lacks on today's Node. */
export function closeS3rverGaps(server: S3rver): void {
  replaceObjectsAtomically(server);
  acceptAbortedUploads(server);
  provideSingleDes();
}

/**
 * s3rver writes over the old object while it may be read, looks up the size of one object and then opens the
 * next, and keeps the half of a broken upload.
 */
function replaceObjectsAtomically({ store }: S3rver): void {
  const inTurn = takeTurns();
  const getObject = store.getObject.bind(store);
  store.getObject = (...request) => inTurn(() => getObject(...request));
  store.putObject = async ({ bucket, key, content, metadata }) => {
    const path = store.getResourcePath(bucket, key, 'object');
    const incoming = `${path}.${crypto.randomUUID()}`;
    const hash = crypto.createHash('md5');
    let size = 0;
    await mkdir(dirname(path), { recursive: true });
    try {
      await pipeline(
        content,
        async function* (chunks: AsyncIterable<Buffer>) {
          for await (const chunk of chunks) {
            hash.update(chunk);
            size += chunk.length;
            yield chunk;
          }
        },
        createWriteStream(incoming),
      );
      const md5 = hash.digest('hex');
      await inTurn(async () => {
        await rename(incoming, path);
        await store.putMetadata(bucket, key, metadata, md5);
      });
      return { size, md5 };
    } finally {
      await rm(incoming, { force: true });
    }
  };
}

/** Runs actions one after the other, whatever becomes of each. */
function takeTurns(): <Answer>(action: () => Promise<Answer>) => Promise<Answer> {
  let last: Promise<unknown> = Promise.resolve();
  return (action) => {
    const answer = last.then(action);
    last = answer.catch(() => {});
    return answer;
  };
}

/** s3rver answers 405 to AbortMultipartUpload. */
function acceptAbortedUploads({ middleware, store }: S3rver): void {
  middleware.unshift(async (context, next) => {
    const { uploadId } = context.query;
    if (context.method !== 'DELETE' || uploadId === undefined) return next();
    const bucket = context.path.split('/')[1]!;
    const uploads = store.getResourcePath(bucket, undefined, 'uploads');
    await rm(join(uploads, basename(uploadId)), { recursive: true, force: true });
    context.status = 204;
  });
}

let isSingleDesProvided = false;

/**
 * s3rver seals its list tokens with single DES, which OpenSSL 3 no longer has; triple DES with one key three
 * times is the same cipher (NIST SP 800-67, keying option 3).
 */
function provideSingleDes(): void {
  if (isSingleDesProvided) return;
  isSingleDesProvided = true;
  crypto.createCipheriv = withSingleDes(crypto.createCipheriv);
  crypto.createDecipheriv = withSingleDes(crypto.createDecipheriv);
}

function withSingleDes<Create extends typeof crypto.createCipheriv | typeof crypto.createDecipheriv>(
  create: Create,
): Create {
  return new Proxy(create, {
    apply(target, self, args: [string, Buffer, Buffer]) {
      const [name, key, vector] = args;
      const des = ['des-ede3-cbc', Buffer.concat([key, key, key]), vector];
      return Reflect.apply(target, self, name === 'des' ? des : args);
    },
  });
}
