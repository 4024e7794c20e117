import type { CallOptions } from '../model/provider';
import type { WireFault } from './wireFault';

type Fetch = typeof globalThis.fetch;

/** Bytes of an error's body that are kept for its verdict. */
const longestErrorBody = 64 * 1024;
/** Bytes of one line of a stream; no protocol here sends more, a hostile host could send one without end. */
const longestLine = 2 * 1024 * 1024;

/** Thrown into the SDK when the response is not what was asked for; the fault beside it tells why. */
class NotTheProtocol extends Error {}

/**
 * The `fetch` that is given to an SDK for one call. It reports signs of life, keeps what an error response said in raw
 * form, and refuses what is not the protocol before the SDK chokes on it. Redirects are refused: neither code nor key may
 * follow one to another host.
 */
export class ObservedFetch {
  /** What was seen to be wrong, more exact than the error that the SDK makes of it. */
  fault: WireFault | undefined;
  headersSeen = false;

  constructor(
    private readonly base: Fetch,
    private readonly call: Pick<CallOptions, 'onHeaders' | 'onBytes'>,
  ) {}

  readonly fetch: Fetch = async (input, init) => {
    const response = await this.base(input, { ...init, redirect: 'manual' });
    this.headersSeen = true;
    this.call.onHeaders?.();
    const contentType = response.headers.get('content-type') ?? '';
    if (!response.ok) {
      const body = await firstBytes(response);
      const { status, headers } = response;
      const isRedirect = status < 400;
      this.fault = isRedirect
        ? { type: 'not-protocol', status, contentType, body: '' }
        : { type: 'response', status, headers, body };
      if (isRedirect) throw new NotTheProtocol();
      return new Response(body, { status, headers: plainHeaders(headers) });
    }
    const accepts = new Headers(init?.headers).get('accept') ?? '';
    if (isPage(contentType) || (isJson(contentType) && wantsStream(init, accepts))) {
      this.fault = { type: 'not-protocol', status: response.status, contentType, body: await firstBytes(response) };
      throw new NotTheProtocol();
    }
    return new Response(response.body?.pipeThrough(this.tap()) ?? null, {
      status: response.status,
      headers: plainHeaders(response.headers),
    });
  };

  private tap(): TransformStream<Uint8Array, Uint8Array> {
    let line = 0;
    return new TransformStream({
      transform: (chunk, controller) => {
        this.call.onBytes?.();
        const end = chunk.lastIndexOf(10);
        line = end < 0 ? line + chunk.length : chunk.length - end - 1;
        if (line > longestLine) {
          this.fault = { type: 'malformed', sawContent: false };
          controller.error(new NotTheProtocol());
          return;
        }
        controller.enqueue(chunk);
      },
    });
  }
}

function isPage(contentType: string): boolean {
  return /^(?:text\/html|application\/xhtml|text\/xml|application\/xml)/i.test(contentType);
}

function isJson(contentType: string): boolean {
  return /^application\/(?:problem\+)?json/i.test(contentType);
}

/** SSE was asked for; Ollama's NDJSON may come as JSON. */
function wantsStream(init: RequestInit | undefined, accepts: string): boolean {
  if (/event-stream/.test(accepts)) return true;
  return typeof init?.body === 'string' && /"stream":\s*true/.test(init.body) && !/ndjson/.test(accepts);
}

/** The body is decoded already, so its encoding and length no longer hold. */
function plainHeaders(headers: Headers): Headers {
  const plain = new Headers(headers);
  plain.delete('content-encoding');
  plain.delete('content-length');
  return plain;
}

async function firstBytes(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  let text = '';
  try {
    while (text.length < longestErrorBody) {
      const chunk = await reader.read();
      if (chunk.done) break;
      text += decoder.decode(chunk.value as Uint8Array, { stream: true });
    }
  } catch {
    // An error's body that breaks off still tells its beginning.
  }
  reader.cancel().catch(() => undefined);
  return text.slice(0, longestErrorBody);
}
