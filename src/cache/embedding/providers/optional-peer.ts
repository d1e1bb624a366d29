import { CacheConfigurationError } from '../../core/errors.js';

/**
 * Loads a package that only some installations have.
 *
 * @throws CacheConfigurationError that names the package to install, when it is missing; the package's own error when
 *   it is there and does not load.
 */
export async function loadOptionalPeer<T>(
  name: string,
  neededFor: string,
  load: () => Promise<T>,
): Promise<T> {
  try {
    return await load();
  } catch (error) {
    const { code, message } = error as { code?: unknown; message?: string };
    const missing = code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
    // Something that the package itself misses is its error, not this one.
    if (!missing || message?.includes(`'${name}'`) !== true) throw error;
    throw new CacheConfigurationError(
      `nestjs-ai-cache: ${neededFor} needs the package "${name}". Install it: npm install ${name}`,
      { cause: error },
    );
  }
}
