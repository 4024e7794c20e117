import type { ProviderConfig } from '../../../../src/engine/model/providerConfig';
import type { Provider } from '../../../../src/engine/model/provider';
import { createProvider } from '../../../../src/engine/providers/registry/createProvider';
import type { Group, Row } from '../taxonomy/row';

/** Milliseconds since the epoch at which every answer of a table comes. */
const now = Date.UTC(2026, 10, 26, 12);

/** A socket joins and parts what is written as it likes; this does not. */
export function inPieces(pieces: readonly Uint8Array[], init: ResponseInit): typeof fetch {
  return () => {
    const waiting = [...pieces];
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        const piece = waiting.shift();
        if (piece) controller.enqueue(piece);
        else controller.close();
      },
    });
    return Promise.resolve(new Response(body, init));
  };
}

/** The provider of a group with its real client, and no socket. */
export function inMemory(group: Pick<Group, 'type' | 'baseUrl' | 'model'>, fetch: typeof globalThis.fetch): Provider {
  const config: ProviderConfig = {
    id: 'p',
    type: group.type,
    model: group.model,
    baseUrl: group.baseUrl,
    label: 'Provider',
    headers: {},
    enabled: true,
  };
  return createProvider(config, {
    apiKey: () => Promise.resolve('test-key'),
    fetch,
    clock: { now: () => now, monotonicMs: () => now },
  });
}

export function answering({ status, headers, body }: Pick<Row, 'status' | 'headers' | 'body'>): typeof fetch {
  return inPieces([new TextEncoder().encode(body)], { status, headers: { ...headers } });
}
