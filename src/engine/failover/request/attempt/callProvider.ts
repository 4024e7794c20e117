import type { Failure } from '../../../model/failure/failure';
import type { CallOptions, FimSupport, Provider } from '../../../model/provider/provider';
import type { ProviderRequest } from '../../../model/request/request';
import type { Route } from '../../../model/route/route';
import type { StreamEvent } from '../../../model/stream/stream';

/** A request, or how to make it once it is known how the route's model can fill in the middle. */
export type RequestForm = ProviderRequest | ((support: FimSupport) => ProviderRequest);

/**
 * Sends one request to the provider, as the kind of call that it is made for. Where the host has to be asked first and cannot
 * be, the stream is that failure. `onSend` gets the request right before the provider does.
 */
export function callProvider(
  provider: Provider,
  { model }: Route,
  call: CallOptions,
  form: RequestForm,
  onSend?: (request: ProviderRequest) => void,
): AsyncIterable<StreamEvent> {
  const send = (sent: ProviderRequest): AsyncIterable<StreamEvent> => {
    onSend?.(sent);
    return sent.type === 'fim' ? provider.fim(model, sent.request, call) : provider.chat(model, sent.request, call);
  };
  if (typeof form !== 'function') return send(form);
  return {
    [Symbol.asyncIterator]: () =>
      new DeferredStream(
        () => provider.fimSupport(model, call),
        (support) => send(form(support)),
      ),
  };
}

/** Hands `return` on at any time, also after the stream has thrown, which a generator around the stream would not. */
class DeferredStream implements AsyncIterator<StreamEvent> {
  private events: AsyncIterator<StreamEvent> | undefined;
  private isClosed = false;

  constructor(
    private readonly askSupport: () => Promise<FimSupport | Failure>,
    private readonly open: (support: FimSupport) => AsyncIterable<StreamEvent>,
  ) {}

  async next(): Promise<IteratorResult<StreamEvent>> {
    if (!this.events) {
      const support = await this.askSupport();
      if (this.isClosed) return ended;
      const stream = typeof support === 'object' ? failing(support) : this.open(support);
      this.events = stream[Symbol.asyncIterator]();
    }
    return this.events.next();
  }

  async return(): Promise<IteratorResult<StreamEvent>> {
    this.isClosed = true;
    await this.events?.return?.();
    return ended;
  }
}

const ended = { done: true, value: undefined } as const;

async function* failing(failure: Failure): AsyncGenerator<StreamEvent, void, undefined> {
  yield await Promise.resolve({ type: 'failed', failure });
}
