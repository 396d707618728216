/** The part of s3rver that is used here; the published declarations leave out `middleware` and `store`. */
declare module 's3rver' {
  import type { AddressInfo } from 'node:net';
  import type { Readable } from 'node:stream';

  export interface StoredObject {
    bucket: string;
    key: string;
    content: Readable;
    metadata: Record<string, string>;
  }

  export interface RequestContext {
    method: string;
    path: string;
    query: Record<string, string | undefined>;
    status: number;
  }

  export default class S3rver {
    constructor(options: {
      address: string;
      port: number;
      directory: string;
      silent: boolean;
      vhostBuckets?: boolean;
      configureBuckets: { name: string }[];
    });
    readonly middleware: ((context: RequestContext, next: () => Promise<void>) => Promise<void>)[];
    readonly store: {
      getResourcePath(bucket: string, key: string | undefined, resource: string): string;
      putMetadata(bucket: string, key: string, metadata: Record<string, string>, md5: string): Promise<void>;
      getObject(bucket: string, key: string, options?: { start?: number; end?: number }): Promise<unknown>;
      putObject(object: StoredObject): Promise<{ size: number; md5: string }>;
    };
    readonly httpServer: import('node:http').Server;
    run(): Promise<AddressInfo>;
    close(): Promise<void>;
  }
}
