import { randomBytes } from 'node:crypto';

/** A random name for this process, client or request: 16 characters without `:`, `.` or white space. */
export function nonce(): string {
  return randomBytes(12).toString('base64url');
}

/** Mints names that never repeat, in this process by the counter and across processes by the nonce. */
export function incarnationMint(): () => string {
  const prefix = nonce();
  let count = 0;
  return () => `${prefix}.${(++count).toString(36)}`;
}
