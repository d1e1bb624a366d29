/** Base of every error this package throws. Messages never carry cached content, questions or ids. */
export abstract class AICacheError extends Error {
  /** Stable, machine-readable name of the error's kind. */
  abstract readonly code: string;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** An option or environment variable is wrong; the message names it and says how to mend it. Stops the start. */
export class CacheConfigurationError extends AICacheError {
  readonly code = 'CACHE_CONFIGURATION';
}

/** A scope without a usable workspaceId or clientId: not a string, empty, or not well-formed Unicode. */
export class InvalidScopeError extends AICacheError {
  readonly code = 'INVALID_SCOPE';
}

/** Key material that is not JSON (a function, a Map, NaN, a cycle ...). `path` says where. */
export class InvalidKeyError extends AICacheError {
  readonly code: 'INVALID_KEY' | 'KEY_TOO_LONG' = 'INVALID_KEY';

  constructor(
    reason: string,
    /** Where in the material, as a JSON path such as `$.filters[2]`. */
    readonly path: string,
  ) {
    super(`Cache key material at ${path}: ${reason}.`);
  }
}

/** Key material longer than the option `maxKeyLength`: the request is served without the cache. */
export class KeyTooLongError extends InvalidKeyError {
  override readonly code = 'KEY_TOO_LONG';

  constructor(max: number) {
    super(`longer than ${max} characters as JSON`, '$');
  }
}

/** A value that the layer's codec cannot store. `path` says where, when known. */
export class UnstorableValueError extends AICacheError {
  readonly code = 'UNSTORABLE_VALUE';
}

/** `MultiLevelCache.store` was given something that no look-up of this cache has taken the right for. */
export class LookupHandleError extends AICacheError {
  readonly code = 'LOOKUP_HANDLE';
}

/** The store could not be reached, answered too late, or refused a command. The cause is the client's error. */
export class StoreUnavailableError extends AICacheError {
  readonly code = 'STORE_UNAVAILABLE';
}

/** Bytes in the store that are not an entry of this address in a known format. */
export class CorruptEntryError extends AICacheError {
  readonly code = 'CORRUPT_ENTRY';
}
