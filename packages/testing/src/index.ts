export { freePort } from './free-port.ts';
export { mendDisk, spoilDisk } from './full-disk.ts';
export { inventedSimulation } from './invented-simulation.ts';
export {
  authorizationFor,
  forgetPlatform,
  type KnownPlatform,
  knownPlatforms,
  registerPlatform,
} from './known-platforms.ts';
export { patienceMs } from './patience.ts';
export { type PostgresServer, startPostgres } from './postgres-server.ts';
export { type RedisServer, startRedis } from './redis-server.ts';
export { repositoryRoot, sharedData } from './repository.ts';
export { type ProcessExit, type RunningProcess, startProcess } from './running-process.ts';
export { type S3Server, startS3 } from './s3-server.ts';
export { type ServiceLaunch, serviceLaunch } from './service-launch.ts';
export { type TemporaryDirectory, temporaryDirectory } from './temporary-directory.ts';
export { createTestDatabase, type TestDatabase } from './test-database.ts';
export { spawnProgram, spawnTypeScript } from './typescript-process.ts';
export { waitUntil } from './wait-until.ts';
