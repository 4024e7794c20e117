import type { ProviderType } from '../../../../src/engine/providers/registry/descriptors';
import { wireProtocols } from './protocols';
import { bytesOf } from './wireProtocol';

interface Sent {
  readonly url: string;
  readonly body: Record<string, unknown> & { readonly messages?: readonly Record<string, unknown>[] };
}

export type Answer = (sent: Sent) => Response;

/** A host that answers each request as told, and what it was sent. */
export function host(answer: Answer): { readonly fetch: typeof fetch; readonly sent: Sent[] } {
  const sent: Sent[] = [];
  const answering: typeof fetch = (input, init) => {
    const body = typeof init?.body === 'string' ? (JSON.parse(init.body) as Sent['body']) : {};
    const request = { url: input instanceof Request ? input.url : String(input), body };
    sent.push(request);
    return Promise.resolve(answer(request));
  };
  return { fetch: answering, sent };
}

export function streamOf(type: ProviderType, text: string): Response {
  const protocol = wireProtocols.find((each) => each.type === type)!;
  return new Response(bytesOf(protocol, protocol.start + protocol.text(text) + protocol.end), {
    headers: { 'content-type': protocol.contentType },
  });
}

export const json = (status: number, body: unknown): Response => new Response(JSON.stringify(body), { status });
export const missing = (): Response => json(404, { error: { message: 'Not Found' } });
export const isChat = ({ url }: Sent): boolean => url.includes('/chat/completions');

export const call = () => ({ signal: new AbortController().signal });
