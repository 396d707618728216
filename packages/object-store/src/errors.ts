/** There is nothing under this key. */
export class ObjectNotFoundError extends Error {
  override readonly name = 'ObjectNotFoundError';
  readonly code = 'object-not-found';

  constructor(location: string, key: string) {
    super(`There is no object ${quoted(key)} in ${location}.`);
  }
}

/** The bytes are not those that were stored. */
export class ObjectDamagedError extends Error {
  override readonly name = 'ObjectDamagedError';
  readonly code = 'object-damaged';

  constructor(location: string, key: string, finding: string) {
    super(`The object ${quoted(key)} in ${location} is damaged: ${finding}. Store it again from its source.`);
  }
}

/** The key is not one that both a folder and S3 can hold. */
export class ObjectKeyError extends Error {
  override readonly name = 'ObjectKeyError';
  readonly code = 'object-key';

  constructor(key: string, rule: string) {
    super(`The object key ${quoted(key)} is not allowed: ${rule}.`);
  }
}

/** The location or the settings cannot name a store. */
export class ObjectStoreSettingsError extends Error {
  override readonly name = 'ObjectStoreSettingsError';
  readonly code = 'object-store-settings';
}

/** The store does not answer, or refuses. Trying again later may help. */
export class ObjectStoreUnavailableError extends Error {
  override readonly name = 'ObjectStoreUnavailableError';
  readonly code = 'object-store-unavailable';

  constructor(location: string, finding: string, options?: ErrorOptions) {
    super(`The object store ${location} cannot be used: ${finding}.`, options);
  }
}

function quoted(key: string): string {
  return JSON.stringify(key.length > 120 ? `${key.slice(0, 120)}…` : key);
}
