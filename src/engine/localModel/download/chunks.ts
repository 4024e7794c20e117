import type { Clock } from '../../model/async/clock';
import { timedOut, withTimeout } from '../../model/async/clock';

/** Without a byte for so long a line is taken for dead. */
const silenceMs = 30_000;

/** The chunks of a body. Throws where it breaks off or falls silent, and ends early where the signal aborts. */
export async function* chunksOf(
  body: ReadableStream<Uint8Array>,
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = body.getReader();
  try {
    for (;;) {
      const next = await withTimeout(reader.read(), silenceMs, clock, signal);
      signal.throwIfAborted();
      if (next === timedOut) throw new Error('silence');
      if (next.done) return;
      yield next.value;
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}
