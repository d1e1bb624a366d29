import { crc32 } from 'node:zlib';
import { targetKey, targetOfKey, type InvalidationTarget } from '../invalidation-target.js';

/** `+`: the target waits; `-`: it is applied. */
export interface JournalLine {
  readonly sign: '+' | '-';
  readonly target: InvalidationTarget;
}

/** `<CRC-32 as 8 hexadecimal digits> <sign> <target>\n` */
export function formatLine({ sign, target }: JournalLine): string {
  const body = `${sign} ${targetKey(target)}`;
  return `${checksum(body)} ${body}\n`;
}

/** A line without its end; `undefined` if it is not one that was written here, in full and unchanged. */
export function parseLine(text: string): JournalLine | undefined {
  const body = text.slice(9);
  if (text.length < 12 || text[8] !== ' ' || text.slice(0, 8) !== checksum(body)) return undefined;
  const sign = body[0];
  const target = targetOfKey(body.slice(2));
  return target === undefined || (sign !== '+' && sign !== '-') ? undefined : { sign, target };
}

function checksum(body: string): string {
  return crc32(body).toString(16).padStart(8, '0');
}
