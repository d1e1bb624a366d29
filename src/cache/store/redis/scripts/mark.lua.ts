import { script } from './script.js';

/**
 * A write that changes something whatever there is, so that a WAIT after it waits for it. WAIT asks how many replicas
 * have what was written so far; an UNLINK that found nothing is no write. A primary that was deposed while it stood
 * still, and goes on with what waited in its sockets before it notices that its replicas left, would answer such an
 * invalidation at once with their number, while the entry lives on the new primary.
 *
 * KEYS  1 a key of the workspace that nothing reads
 * ARGV  1 TTL ms
 */
export const MARK = script('mark', `redis.call('SET', KEYS[1], '', 'PX', ARGV[1])`, { whenFull: true });
