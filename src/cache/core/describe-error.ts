/** Our own messages carry no content; of others only the kind and code of their cause is told. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const cause = error.cause instanceof Error ? error.cause : undefined;
  const code = (cause as { code?: unknown } | undefined)?.code;
  const kind = typeof code === 'string' ? code : cause?.name;
  return 'code' in error && kind !== undefined
    ? `${error.message} ${kind}`
    : 'code' in error
      ? error.message
      : error.name;
}
