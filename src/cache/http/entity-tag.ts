/**
 * The ETag of an entry. Weak, because what is sent may be compressed or not, by us or by a middleware: the same
 * answer, not the same bytes (RFC 9110, 8.8.1).
 */
export function entityTagHeader(digest: Buffer): string {
  return `W/"${digest.toString('base64url')}"`;
}

/** Whether If-None-Match names the tag, by weak comparison (RFC 9110, 13.1.2). */
export function matchesEntityTag(ifNoneMatch: string | string[] | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const list = Array.isArray(ifNoneMatch) ? ifNoneMatch.join(',') : ifNoneMatch;
  if (list.trim() === '*') return true;
  const opaque = (text: string): string => text.trim().replace(/^W\//, '');
  return list.split(',').some((candidate) => opaque(candidate) === opaque(tag));
}
