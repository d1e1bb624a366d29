import { CacheConfigurationError } from '../core/errors.js';
import type { CacheOptions, ResolvedOptions } from '../options/cache.options.js';
import { resolveOptions } from '../options/resolve-options.js';
import type { CacheModuleOptions } from './cache-module.options.js';

/** The engine's part of the module's options. */
export function engineOptions(options: CacheModuleOptions): CacheOptions {
  // A factory in plain JavaScript may have forgotten its return.
  if (typeof options !== 'object' || (options as unknown) === null) {
    throw new CacheConfigurationError(
      'nestjs-ai-cache: the options must be an object; the factory gave none.',
    );
  }
  const { scope, variant, invalidateOn, ...engine } = options;
  assertFunction('scope', scope);
  assertFunction('variant', variant);
  const rules: unknown = invalidateOn;
  if (rules !== undefined && !Array.isArray(rules)) {
    throw new CacheConfigurationError('nestjs-ai-cache: option "invalidateOn" must be a list of rules.');
  }
  for (const rule of invalidateOn ?? []) {
    const { event, targets, when } = rule as { event: unknown; targets: unknown; when?: unknown };
    const isRule = typeof event === 'string' && event !== '' && typeof targets === 'function';
    if (!isRule || (when !== undefined && typeof when !== 'function')) {
      throw new CacheConfigurationError(
        'nestjs-ai-cache: every rule in option "invalidateOn" must be { event: string, targets: function, when?: function, reason? }.',
      );
    }
  }
  return engine;
}

/** @throws CacheConfigurationError naming every option that is wrong. */
export function resolveModuleOptions(options: CacheModuleOptions): ResolvedOptions {
  return resolveOptions(engineOptions(options), process.env);
}

function assertFunction(name: string, value: unknown): void {
  if (value !== undefined && typeof value !== 'function') {
    throw new CacheConfigurationError(
      `nestjs-ai-cache: option "${name}" must be a function of the ExecutionContext.`,
    );
  }
}
