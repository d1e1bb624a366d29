import type { HttpResponse } from './http-types.js';

/** Whether what the handler did to the response allows to give its value to others. */
export function isStorable(response: HttpResponse, usualStatus: number): boolean {
  if (isSent(response) || response.statusCode !== usualStatus) return false;
  if (usualStatus < 200 || usualStatus > 299) return false;
  if (response.getHeader('Set-Cookie') !== undefined) return false;
  const control = response.getHeader('Cache-Control');
  return typeof control !== 'string' || !/(^|[\s,])no-store\b/i.test(control);
}

/** Whether its headers can no longer be changed. */
export function isSent({ headersSent, sent }: HttpResponse): boolean {
  return headersSent === true || sent === true;
}
