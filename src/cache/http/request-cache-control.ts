/** What a request's Cache-Control asks of us (RFC 9111, 5.2.1); unknown directives are ignored. */
export interface RequestDirectives {
  /** `no-cache`: recompute, and store the new answer. */
  readonly noCache: boolean;
  /** `no-store`: neither read nor store. */
  readonly noStore: boolean;
  /** `only-if-cached`: a hit or 504. */
  readonly onlyIfCached: boolean;
  /** `max-age`, in milliseconds. */
  readonly maxAgeMs: number | undefined;
}

export function parseRequestCacheControl(header: string | string[] | undefined): RequestDirectives {
  const directives = new Map<string, string>();
  for (const item of (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',')) {
    const [name = '', value = ''] = item.split('=', 2);
    directives.set(name.trim().toLowerCase(), value.trim().replace(/^"|"$/g, ''));
  }
  const maxAge = directives.get('max-age');
  return {
    noCache: directives.has('no-cache'),
    noStore: directives.has('no-store'),
    onlyIfCached: directives.has('only-if-cached'),
    // A value that is no number is as good as the strictest one (RFC 9111, 4.2.1: treat as stale).
    maxAgeMs: maxAge === undefined ? undefined : /^\d{1,10}$/.test(maxAge) ? Number(maxAge) * 1000 : 0,
  };
}
