import { join } from 'node:path';
import { ensureBucket, openObjectStore, type S3Settings } from '@bora/object-store';
import { freePort, type RunningProcess, repositoryRoot, spawnTypeScript, waitUntil } from '@bora/testing';
import { mountSmallDisk, type SmallDisk } from './full-disk.ts';

/** What the object stores of a run are: folders, folders with the uploads on a small disk, or buckets. */
export type StoreKind = 'folder' | 'small-disk' | 's3';

export interface Stores {
  readonly kind: StoreKind;
  readonly settings: S3Settings;
  readonly models: string;
  readonly policies: string;
  readonly segments: string;
  readonly uploads: string;
  /** What api and worker read, beside the locations. */
  readonly env: Record<string, string>;
  /** Present where the stores are buckets. */
  readonly server: { kill(): Promise<void>; restart(): Promise<void> } | undefined;
  /** Present where the uploads lie on one. */
  readonly disk: SmallDisk | undefined;
  close(): Promise<void>;
}

const bucket = 'bora-chaos';
/** The stand-in knows this key alone. */
const builtInKey = 'S3RVER';

export async function openStores(kind: StoreKind, folder: string): Promise<Stores> {
  if (kind === 's3') return buckets(folder);
  const at = (name: string) => `file:${join(folder, name)}`;
  const disk = kind === 'small-disk' ? await mountSmallDisk(join(folder, 'uploads')) : undefined;
  return {
    kind,
    settings: {},
    models: at('models'),
    policies: at('policies'),
    segments: at('segments'),
    uploads: at('uploads'),
    env: {},
    server: undefined,
    disk,
    close: async () => disk?.unmount(),
  };
}

async function buckets(folder: string): Promise<Stores> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const settings = { endpoint, forcePathStyle: true, accessKeyId: builtInKey, secretAccessKey: builtInKey };
  const at = (name: string) => `s3://${bucket}/${name}`;
  const launch = async (): Promise<RunningProcess> => {
    const args = [join(folder, 's3'), String(port), '127.0.0.1'];
    const server = await spawnTypeScript(join(repositoryRoot, 'packages/testing/src/serve-s3.ts'), { args });
    await waitUntil(() => answers(endpoint), { what: 'the S3 server to answer', timeoutMs: 30_000 });
    return server;
  };
  let server = await launch();
  await ensureBucket(at('models'), settings);
  return {
    kind: 's3',
    settings,
    models: at('models'),
    policies: at('policies'),
    segments: at('segments'),
    uploads: at('uploads'),
    env: { S3_ENDPOINT: endpoint, S3_ACCESS_KEY_ID: builtInKey, S3_SECRET_ACCESS_KEY: builtInKey },
    server: {
      async kill() {
        await server.kill('SIGKILL');
      },
      async restart() {
        server = await launch();
      },
    },
    disk: undefined,
    async close() {
      await server.kill('SIGKILL');
    },
  };
}

async function answers(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(1_000) }).then(
    async (response) => {
      await response.arrayBuffer();
      return true;
    },
    () => false,
  );
}

/** Opens one of the locations. */
export function openStore({ settings }: Stores, location: string) {
  return openObjectStore(location, settings);
}
