import { CacheConfigurationError } from './errors.js';

const NAMESPACE = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * No colon and no full stop, with which names go on: `users` must not own `users:archive`. No glob characters: the
 * namespace is part of scan patterns.
 *
 * @throws CacheConfigurationError for a namespace in which two applications could meet.
 */
export function assertNamespace(namespace: string): void {
  if (!NAMESPACE.test(namespace)) {
    throw new CacheConfigurationError(
      'Option "namespace" (CACHE_NAMESPACE) must be 1 to 64 letters, digits, "_" or "-".',
    );
  }
}
