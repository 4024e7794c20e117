import http from 'node:http';
import https from 'node:https';
import { pipeline, Readable, type Transform } from 'node:stream';
import type tls from 'node:tls';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { abandoned } from './proxyAgents';

/** How one request reaches its host. */
export interface Way {
  /** Of a proxy that is known; without one Node's own request is used, which the editor sends through the system's proxies. */
  readonly agent?: http.Agent;
  readonly secureContext?: tls.SecureContext;
}

/**
 * What `fetch` does, by Node's `http`, whose connections can be given proxies and certificates. Redirects are given back as
 * they are. Rejects with the socket's error. `onLeave`: see `ProviderFetch`.
 */
export function nodeFetch(url: URL, init: RequestInit, way: Way, onLeave: () => void): Promise<Response> {
  const { signal, body } = init;
  if (body !== undefined && body !== null && typeof body !== 'string')
    return Promise.reject(new TypeError('Only a body of text can be sent.'));
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const request = requestOf(url, init, way);
    const abort = (): void => {
      request.emit(abandoned);
      request.destroy(reasonOf(signal));
      reject(reasonOf(signal));
    };
    signal?.addEventListener('abort', abort, { once: true });
    request.once('socket', onLeave);
    request.once('close', () => signal?.removeEventListener('abort', abort));
    request.on('error', reject);
    request.once('response', (response) => {
      try {
        resolve(responseOf(response));
      } catch (error) {
        request.destroy();
        reject(error instanceof Error ? error : new TypeError(String(error)));
      }
    });
    request.end(body ?? undefined);
  });
}

function requestOf(
  url: URL,
  { method = 'GET', headers, body }: RequestInit,
  { agent, secureContext }: Way,
): http.ClientRequest {
  const { protocol, hostname, pathname, search } = url;
  const sent = Object.fromEntries(new Headers(headers));
  // Nothing is compressed that comes in small pieces; what a host compresses all the same is read.
  sent['accept-encoding'] = 'identity';
  if (typeof body === 'string') sent['content-length'] = String(Buffer.byteLength(body));
  const options = {
    ...{ protocol, hostname: hostname.replace(/^\[|\]$/g, ''), path: pathname + search },
    port: Number(url.port || (protocol === 'https:' ? 443 : 80)),
    ...{ method, headers: { ...sent, host: url.host } },
    ...(secureContext === undefined ? {} : { secureContext }),
  };
  // Not by `https.request`, which the editor has replaced: it would put an agent of its own in this one's place.
  if (agent) return new http.ClientRequest({ ...options, agent });
  return protocol === 'https:' ? https.request(options) : http.request(options);
}

function responseOf(response: http.IncomingMessage): Response {
  const status = response.statusCode ?? 0;
  const headers = new Headers();
  for (let at = 0; at + 1 < response.rawHeaders.length; at += 2)
    headers.append(response.rawHeaders[at] ?? '', response.rawHeaders[at + 1] ?? '');
  const hasBody = status !== 204 && status !== 205 && status !== 304;
  if (!hasBody) response.resume();
  const body = hasBody ? (Readable.toWeb(decoded(response)) as ReadableStream<Uint8Array>) : null;
  return new Response(body, { status, headers });
}

function decoded(response: http.IncomingMessage): Readable {
  const decoder = decoders[response.headers['content-encoding']?.toLowerCase() ?? '']?.();
  // Its errors come out of what is read.
  return decoder ? pipeline(response, decoder, () => undefined) : response;
}

const decoders: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

function reasonOf(signal: AbortSignal | null | undefined): Error {
  return signal?.reason instanceof Error ? signal.reason : new DOMException('The request was given up.', 'AbortError');
}
