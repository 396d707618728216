import S3rver from 's3rver';
import { closeS3rverGaps } from './s3rver-gaps.ts';
import { temporaryDirectory } from './temporary-directory.ts';

export interface S3Server {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** A bucket that exists and is empty. */
  readonly bucket: string;
  /** Where the server keeps its files, in a layout of its own. */
  readonly directory: string;
  /** Breaks the connections that are open and removes the directory. */
  close(): Promise<void>;
}

const bucket = 'bora-test';
const builtInKey = 'S3RVER';

/**
 * Starts a server that speaks the S3 protocol, in this process on a free port of 127.0.0.1. It refuses unknown
 * access keys, but does not check the secret.
 */
export async function startS3(): Promise<S3Server> {
  const { path: directory, remove } = await temporaryDirectory();
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    directory,
    silent: true,
    configureBuckets: [{ name: bucket }],
  });
  closeS3rverGaps(server);
  const { port } = await server.run();
  return {
    endpoint: `http://127.0.0.1:${port}`,
    accessKeyId: builtInKey,
    secretAccessKey: builtInKey,
    bucket,
    directory,
    async close() {
      server.httpServer.closeAllConnections();
      await server.close();
      await remove();
    },
  };
}
