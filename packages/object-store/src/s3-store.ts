import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { ObjectNotFoundError } from './errors.ts';
import type { RawStore } from './raw-store.ts';
import { createS3Client } from './s3-client.ts';
import { isOutOfRange, s3Failure } from './s3-failure.ts';
import type { S3Settings } from './s3-settings.ts';

/** The smallest that S3 allows, one at a time, because about three of them are in memory for every upload. */
const partBytes = 5 * 1024 * 1024;

/** Time to the first byte of an answer that the server has only to look up. */
const lookup = { requestTimeout: 10_000 };

/** Objects in a bucket of S3, below a prefix of keys. */
export class S3Store implements RawStore {
  readonly location: string;
  readonly #client: S3Client;
  readonly #server: string;
  readonly #bucket: string;
  readonly #prefix: string;

  /** @param prefix '' or ends in a slash */
  constructor(bucket: string, prefix: string, settings: S3Settings) {
    this.location = `s3://${bucket}/${prefix}`.replace(/\/$/, '');
    this.#client = createS3Client(settings);
    this.#server = settings.endpoint === undefined ? 'AWS' : new URL(settings.endpoint).host;
    this.#bucket = bucket;
    this.#prefix = prefix;
  }

  /** One PUT for a small body, else parts, which are aborted when something fails. */
  async write(key: string, body: AsyncIterable<Uint8Array>): Promise<void> {
    const upload = new Upload({
      client: this.#client,
      params: { ...this.#address(key), Body: Readable.from(shielded(body), { highWaterMark: 1 }) },
      partSize: partBytes,
      queueSize: 1,
    });
    await this.#run(key, () => upload.done());
  }

  async read(key: string): Promise<Uint8Array> {
    return this.#run(key, async () => {
      const { Body } = await this.#client.send(new GetObjectCommand(this.#address(key)), lookup);
      return Body?.transformToByteArray() ?? new Uint8Array();
    });
  }

  async *stream(key: string): AsyncGenerator<Uint8Array> {
    try {
      const { Body } = await this.#client.send(new GetObjectCommand(this.#address(key)), lookup);
      if (Body instanceof Readable) yield* Body;
    } catch (error) {
      throw this.#failure(key, error);
    }
  }

  async readRange(key: string, start: number, endExclusive: number): Promise<Uint8Array> {
    return this.#run(key, async () => {
      const range = { ...this.#address(key), Range: `bytes=${start}-${endExclusive - 1}` };
      const answer = await this.#client.send(new GetObjectCommand(range), lookup).catch((error: unknown) => {
        if (isOutOfRange(error)) return undefined;
        throw error;
      });
      return answer?.Body?.transformToByteArray() ?? new Uint8Array();
    });
  }

  async *list(prefix: string): AsyncGenerator<{ key: string; size: number }> {
    const query = { Bucket: this.#bucket, Prefix: this.#prefix + prefix };
    try {
      for await (const page of paginateListObjectsV2({ client: this.#client }, query, lookup))
        for (const { Key = '', Size = 0 } of page.Contents ?? [])
          yield { key: Key.slice(this.#prefix.length), size: Size };
    } catch (error) {
      throw this.#failure(undefined, error);
    }
  }

  async exists(key: string): Promise<boolean> {
    try {
      await this.#run(key, () => this.#client.send(new HeadObjectCommand(this.#address(key)), lookup));
      return true;
    } catch (error) {
      if (error instanceof ObjectNotFoundError) return false;
      throw error;
    }
  }

  async delete(key: string): Promise<void> {
    await this.#run(key, () => this.#client.send(new DeleteObjectCommand(this.#address(key)), lookup));
  }

  /** A bucket ends multipart uploads itself, by a lifecycle rule. */
  async removeUnfinished(): Promise<number> {
    return 0;
  }

  async close(): Promise<void> {
    this.#client.destroy();
  }

  #address(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.#bucket, Key: this.#prefix + key };
  }

  async #run<Answer>(key: string, action: () => Promise<Answer>): Promise<Answer> {
    try {
      return await action();
    } catch (error) {
      throw this.#failure(key, error);
    }
  }

  #failure(key: string | undefined, error: unknown): unknown {
    return s3Failure({ location: this.location, server: this.#server, key, error });
  }
}

/** A Readable that is destroyed throws into its generator, which would look as if the body had failed. */
async function* shielded(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of body) yield piece;
}
