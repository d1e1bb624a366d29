import { decompress } from '../../core/compression.js';
import type { Entry } from '../../core/envelope.js';
import type { Layer } from '../../core/layer.js';
import { streamCodec } from '../../engine/stream/stream-codec.js';

/**
 * An entry's answer in the form in which two are compared: its value; of a stream its events, without their times, and
 * as one text if they are pieces of one.
 *
 * @throws for a payload that cannot be decoded.
 */
export async function comparableAnswer(layer: Layer, entry: Entry): Promise<unknown> {
  const payload = await decompress(entry.stored, entry.encoding, entry.length);
  if (entry.codec !== streamCodec.id) return layer.codec.decode(payload);
  const events = streamCodec.decode(payload).events.map(({ value }) => value);
  return events.every((event) => typeof event === 'string') ? events.join('') : events;
}
