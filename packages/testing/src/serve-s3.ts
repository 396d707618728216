import { mkdirSync } from 'node:fs';
import S3rver from 's3rver';
import { closeS3rverGaps } from './s3rver-gaps.ts';

/** A server of the S3 protocol as a process of its own, for a composition that is tested without a registry. */
const [, , directory = '/data', port = '7070', address = '0.0.0.0'] = process.argv;
mkdirSync(directory, { recursive: true });
const server = new S3rver({
  address,
  port: Number(port),
  directory,
  silent: true,
  configureBuckets: [],
  // The name of the service is not that of a bucket.
  vhostBuckets: false,
});
closeS3rverGaps(server);
await server.run();
process.once('SIGTERM', () => process.exit(0));
