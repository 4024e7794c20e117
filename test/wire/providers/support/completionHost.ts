import { callProvider } from '../../../../src/engine/failover/request/attempt/callProvider';
import { completionTask } from '../../../../src/engine/completion/prompt/completionTask';
import type { CompletionContext } from '../../../../src/engine/completion/api/completionContext';
import { systemClock } from '../../../../src/engine/model/async/clock';
import type { Provider } from '../../../../src/engine/model/provider/provider';
import type { ProviderConfig } from '../../../../src/engine/model/provider/providerConfig';
import type { ProviderType } from '../../../../src/engine/providers/registry/descriptors';
import type { StreamEvent } from '../../../../src/engine/model/stream/stream';
import { routesOf } from '../../../../src/engine/providers/registry/routes';
import { createProvider } from '../../../../src/engine/providers/registry/createProvider';
import { at } from '../../../unit/engine/completion/fixtures';
import { collect } from './fixtures';
import { wireProtocols } from './protocols';
import { bytesOf } from './wireProtocol';
import { clearance, surroundingsOf } from '../../../unit/engine/privacy/released';

export interface Sent {
  readonly url: string;
  /** As it leaves; empty for a question without one. */
  readonly body: string;
}

export type Answer = (sent: Sent) => Response;

export interface Host {
  readonly sent: Sent[];
  readonly provider: Provider;
  readonly complete: (around?: CompletionContext) => Promise<StreamEvent[]>;
}

const hole = at('const sum = █;\n', { path: 'src/sum.ts', languageId: 'typescript' });
export const little = surroundingsOf([{ path: 'src/a.ts', text: 'let a = 1;\n' }]);

/** A provider with its official client, a host that answers as told, and completions as the editor asks them. */
export function hostOf(type: ProviderType, model: string, baseUrl: string | undefined, answer: Answer): Host {
  const sent: Sent[] = [];
  const fetch: typeof globalThis.fetch = (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const request = { url, body: typeof init?.body === 'string' ? init.body : '' };
    sent.push(request);
    return new Promise((resolve) => resolve(answer(request)));
  };
  const config: ProviderConfig = { id: 'p', type, model, baseUrl, label: 'Host', headers: {}, enabled: true };
  const provider = createProvider(config, {
    apiKey: () => Promise.resolve('test-key'),
    fetch,
    clock: systemClock,
    environment: { AWS_REGION: 'us-east-1' },
  });
  const { completion } = routesOf(config);
  const complete = (around = little): Promise<StreamEvent[]> =>
    collect(
      callProvider(provider, completion, { signal: new AbortController().signal, mayBeEmpty: true }, (support) =>
        completionTask(hole, around, clearance).requestFor(completion, support),
      ),
    );
  return { sent, provider, complete };
}

export const json = (status: number, body: unknown): Response => new Response(JSON.stringify(body), { status });
export const missing = (): Response => json(404, { error: { message: 'Not Found' } });

export function events(...frames: readonly unknown[]): Response {
  const body = `${frames.map((frame) => `data: ${JSON.stringify(frame)}\n\n`).join('')}data: [DONE]\n\n`;
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

export function chatStream(type: ProviderType): Response {
  const protocol = wireProtocols.find((each) => each.type === type)!;
  const { start, text, end, contentType } = protocol;
  const body = bytesOf(protocol, start + text('<COMPLETION>a + b') + end);
  return new Response(body, { headers: { 'content-type': contentType } });
}

export const filled: Answer = () =>
  events({ choices: [{ text: 'a + b' }] }, { choices: [{ text: '', finish_reason: 'stop' }] });
export const infilled: Answer = () =>
  events({ content: 'a + b', stop: false }, { content: '', stop: true, stop_type: 'eos' });
const generated: Answer = () =>
  new Response('{"response":"a + b","done":false}\n{"response":"","done":true,"done_reason":"stop"}\n', {
    headers: { 'content-type': 'application/x-ndjson' },
  });

/** Answers questions of what the server is, and everything else as a completion. */
export function server(is: 'llama.cpp' | 'vllm' | 'other', completion: Answer): Answer {
  return (sent) => {
    if (sent.url.endsWith('/props'))
      return is === 'llama.cpp' ? json(200, { default_generation_settings: {} }) : missing();
    if (sent.url.endsWith('/version')) return is === 'vllm' ? json(200, { version: '0.15.0' }) : missing();
    return completion(sent);
  };
}

export function ollama(shown: unknown): Answer {
  return (sent) => (sent.url.endsWith('/api/show') ? json(200, shown) : generated(sent));
}
