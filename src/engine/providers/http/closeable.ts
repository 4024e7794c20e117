import { abortReason } from '../../model/async/abortReason';
import type { CallOptions } from '../../model/provider/provider';
import type { StreamEvent } from '../../model/stream/stream';

/**
 * A stream with a `return` that takes effect at once. A generator's own `return` would wait for the pending `next`,
 * with a silent host for ever.
 */
export function closeable(
  call: CallOptions,
  open: (call: CallOptions) => AsyncGenerator<StreamEvent, void, undefined>,
): AsyncIterableIterator<StreamEvent, void, undefined> {
  const controller = new AbortController();
  const close = (): void => controller.abort(abortReason);
  if (call.signal.aborted) close();
  else call.signal.addEventListener('abort', close, { once: true });
  const events = open({ ...call, signal: controller.signal });
  return {
    next: () => events.next(),
    return: () => {
      close();
      events.return().catch(() => undefined);
      return Promise.resolve({ done: true, value: undefined });
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
