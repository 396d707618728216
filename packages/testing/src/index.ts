export { freePort } from './free-port.ts';
export { type RedisServer, startRedis } from './redis-server.ts';
export { repositoryRoot, sharedData } from './repository.ts';
export type { ProcessExit, RunningProcess } from './running-process.ts';
export { type S3Server, startS3 } from './s3-server.ts';
export { type TemporaryDirectory, temporaryDirectory } from './temporary-directory.ts';
export { spawnTypeScript } from './typescript-process.ts';
export { waitUntil } from './wait-until.ts';
