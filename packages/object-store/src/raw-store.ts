/** What a folder and S3 each do in their own way: bytes under keys that were checked, without checksums. */
export interface RawStore {
  readonly location: string;
  /** Makes the bytes visible under the key when the body has ended, all at once, or never. */
  write(key: string, body: AsyncIterable<Uint8Array>): Promise<void>;
  /** Throws `ObjectNotFoundError`. */
  read(key: string): Promise<Uint8Array>;
  /** Opens nothing before the first piece is asked for; throws `ObjectNotFoundError` then. */
  stream(key: string): AsyncIterable<Uint8Array>;
  /** Fewer bytes where the object ends early. Throws `ObjectNotFoundError`. */
  readRange(key: string, start: number, endExclusive: number): Promise<Uint8Array>;
  /** In the order of the keys' UTF-8 bytes. */
  list(prefix: string): AsyncIterable<{ key: string; size: number }>;
  exists(key: string): Promise<boolean>;
  /** An absent key is fine. */
  delete(key: string): Promise<void>;
  /** See `ObjectStore.removeUnfinished`. */
  removeUnfinished(beforeMs: number): Promise<number>;
  close(): Promise<void>;
}
