import { jsonCodec, type Codec } from '../../core/codec.js';
import type { RecordedEvent } from './recording.js';
import type { StreamForm } from './stream-source.js';

/** A stream that has ended cleanly. */
export interface RecordedStream {
  readonly form: StreamForm;
  readonly events: readonly RecordedEvent[];
}

/** `[ms since the beginning, bytes in base64 or undefined, JSON value]`, so that JSON holds it all. */
type Line = readonly [at: number, base64: string | null, value?: unknown];

/** Recorded streams: events that are JSON values or bytes, with their times. */
export const streamCodec: Codec<RecordedStream> = {
  id: 3,
  encode({ form, events }) {
    const lines = events.map(({ at, value }): Line => {
      if (value instanceof Uint8Array) return [Math.round(at), Buffer.from(value).toString('base64')];
      return [Math.round(at), null, value];
    });
    return jsonCodec.encode({ form, lines });
  },
  decode(bytes) {
    const { form, lines } = jsonCodec.decode(bytes) as { form: StreamForm; lines: Line[] };
    const events = lines.map(([at, base64, value]) => ({
      at,
      value: base64 === null ? value : new Uint8Array(Buffer.from(base64, 'base64')),
    }));
    return { form, events };
  },
};

/** Bytes an event takes in memory and in an entry, near enough for a bound. */
export function sizeOfEvent(value: unknown): number {
  if (typeof value === 'string') return 16 + 2 * value.length;
  if (value instanceof Uint8Array) return 16 + value.byteLength;
  try {
    return 16 + 2 * ((JSON.stringify(value) as string | undefined) ?? '').length;
  } catch {
    return 1024; // no JSON: it will not be stored, but it takes some room
  }
}
