export interface ObjectInfo {
  key: string;
  /** Bytes. */
  size: number;
  /** Of the content, 64 hexadecimal digits. */
  sha256: string;
}

/**
 * Bytes under keys such as `models/pakdd/1/manifest.json`, in a folder or in S3, with their checksums.
 *
 * Every call may throw `ObjectKeyError` (the key is not allowed) and `ObjectStoreUnavailableError` (the store
 * does not answer, or refuses). One store may be asked to write a key several times at once, but only one store
 * at a time may write it; readers may come at any moment and meet the
 * object from before or the one from after a `put`, whole.
 */
export interface ObjectStore {
  /** `file:/…` or `s3://bucket/prefix`, for messages; holds no secret. */
  readonly location: string;

  /**
   * Stores the body under the key, in place of what was there. Nothing is visible before the last byte is
   * stored; when the body throws, that error is thrown on and nothing has changed. Memory stays flat.
   */
  put(key: string, body: Uint8Array | AsyncIterable<Uint8Array>): Promise<ObjectInfo>;

  /** The whole object, its checksum verified. Throws `ObjectNotFoundError`, `ObjectDamagedError`. */
  get(key: string): Promise<Uint8Array>;

  /**
   * The object piece by piece. The checksum can only be verified after the last piece: the iteration then
   * throws `ObjectDamagedError`, so act on the content when the loop has ended. Nothing stays open when the
   * iterable is never read or left early. Throws `ObjectNotFoundError`.
   */
  open(key: string): Promise<AsyncIterable<Uint8Array>>;

  /**
   * The bytes from `start` up to and without `endExclusive`. No checksum is verified: for content that
   * authenticates itself, such as encrypted chunks. Throws `ObjectNotFoundError`, and `ObjectDamagedError` when
   * the object ends before `endExclusive`.
   */
  getRange(key: string, start: number, endExclusive: number): Promise<Uint8Array>;

  /** The objects whose key begins with `prefix` ('' for all), in the order of the keys' UTF-8 bytes. */
  list(prefix: string): AsyncIterable<{ key: string; size: number }>;

  exists(key: string): Promise<boolean>;

  /** Removes the object; an absent one is fine. */
  delete(key: string): Promise<void>;

  /**
   * Removes what writers that died left half-written, where nothing was added since `beforeMs` (epoch milliseconds).
   * In S3 that is up to the bucket, by a lifecycle rule for multipart uploads.
   *
   * @returns how many were removed.
   */
  removeUnfinished(beforeMs: number): Promise<number>;

  /** Gives up connections; no call may follow. */
  close(): Promise<void>;
}
