import type { Failure } from '../../model/failure';
import type { CallOptions, FimSupport, Provider } from '../../model/provider';
import type { ProviderRequest } from '../../model/request';
import type { Route } from '../../model/route';
import type { StreamEvent } from '../../model/stream';

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
  return typeof form === 'function' ? sendInFormOf(() => provider.fimSupport(model, call), form, send) : send(form);
}

async function* sendInFormOf(
  askSupport: () => Promise<FimSupport | Failure>,
  form: (support: FimSupport) => ProviderRequest,
  send: (request: ProviderRequest) => AsyncIterable<StreamEvent>,
): AsyncGenerator<StreamEvent, void, undefined> {
  const support = await askSupport();
  if (typeof support === 'object') yield { type: 'failed', failure: support };
  else yield* send(form(support));
}
