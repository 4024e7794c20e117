import type { ProviderConfig } from '../../../../src/engine/model/provider/providerConfig';
import type { Provider } from '../../../../src/engine/model/provider/provider';
import { presetOf } from '../../../../src/engine/providers/catalogue/presets/presets';
import { createProvider } from '../../../../src/engine/providers/registry/createProvider';
import type { Group, Row } from '../taxonomy/row';
import { bytesOf } from './wireProtocol';

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
export function inMemory(
  group: Pick<Group, 'type' | 'baseUrl' | 'model' | 'preset'>,
  fetch: typeof globalThis.fetch,
): Provider {
  const config: ProviderConfig = {
    id: 'p',
    type: group.type,
    model: group.model,
    preset: group.preset,
    baseUrl: group.baseUrl ?? presetOf(group.preset)?.baseUrl,
    label: 'Provider',
    headers: {},
    enabled: true,
  };
  return createProvider(config, {
    apiKey: () => Promise.resolve('test-key'),
    fetch,
    clock: { now: () => now, monotonicMs: () => now },
    environment: { AWS_REGION: 'us-east-1' },
  });
}

export function answering({ status, headers, body, encoding }: Omit<Row, 'signal' | 'verdict'>): typeof fetch {
  return inPieces([bytesOf({ encoding }, body)], { status, headers: { ...headers } });
}
