import type { BypassReason, FillOutcome } from '../core/observer.js';

const CACHE = 'nestjs-ai-cache';

/**
 * The Cache-Status response header (RFC 9211). It speaks of this request in its own scope only: nothing in it
 * depends on what another tenant has asked.
 */
export const cacheStatus = {
  /** `ttl` in whole seconds; `via`: whether the entry is that of this question or of a similar one. */
  hit: (ttl: number, via: 'exact' | 'semantic'): string => `${CACHE}; hit; ttl=${ttl}; detail=${via}`,
  computed(fwd: 'miss' | 'stale' | 'request', fill: FillOutcome | 'streaming', collapsed: boolean): string {
    const parts = [CACHE, `fwd=${fwd}`];
    if (fill === 'stored') parts.push('stored');
    if (collapsed) parts.push('collapsed');
    if (fill !== 'stored') parts.push(`detail=${fill}`);
    return parts.join('; ');
  },
  /** An answer put together from `all` parts. */
  batch({ hits, joined, all }: { hits: number; joined: number; all: number }): string {
    if (hits === all) return `${CACHE}; hit; detail=exact`;
    const parts = [CACHE, `fwd=${hits === 0 ? 'miss' : 'partial'}`];
    if (hits + joined === all) parts.push('collapsed');
    return [...parts, `detail="${hits} of ${all}"`].join('; ');
  },
  bypass: (reason: BypassReason): string => `${CACHE}; fwd=bypass; detail=${reason}`,
  onlyIfCached: (): string => `${CACHE}; fwd=miss; detail=only_if_cached`,
};
