import { LocalModelProblem } from '../localModelProblem';
import type { LocalServer, ServerAddress } from './localServer';

type Fetch = typeof globalThis.fetch;

/**
 * The `fetch` of providers whose server is ours: whatever host they ask, the request goes to the server of this machine,
 * which is started for it. Rejects as `fetch` does where nothing listens; `onProblem` hears why.
 */
export function serverFetch(server: LocalServer, fetch: Fetch, onProblem: (problem: LocalModelProblem) => void): Fetch {
  return async (input, init) => {
    const done = server.use();
    init?.signal?.addEventListener('abort', done, { once: true });
    try {
      const address = await server.address(init?.signal ?? undefined);
      return tracked(await fetch(...redirected(address, input, init)), done);
    } catch (error) {
      done();
      init?.signal?.throwIfAborted();
      if (!(error instanceof LocalModelProblem)) throw error;
      onProblem(error);
      Object.assign(error, { code: 'ECONNREFUSED' });
      throw new TypeError('fetch failed', { cause: error });
    }
  };
}

function redirected(
  { port, token }: ServerAddress,
  input: Parameters<Fetch>[0],
  init: RequestInit | undefined,
): Parameters<Fetch> {
  const { pathname, search } = new URL(input instanceof Request ? input.url : input);
  const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined));
  headers.set('Authorization', `Bearer ${token}`);
  const url = `http://127.0.0.1:${port}${pathname}${search}`;
  return input instanceof Request ? [new Request(url, input), { ...init, headers }] : [url, { ...init, headers }];
}

/** The response, which says when its body has ended. */
function tracked(response: Response, done: () => void): Response {
  const { body, status, statusText, headers } = response;
  if (body === null) {
    done();
    return response;
  }
  const reader = body.getReader();
  const stream = new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        try {
          const next = await reader.read();
          if (!next.done) {
            controller.enqueue(next.value);
            return;
          }
          controller.close();
        } catch (error) {
          controller.error(error);
        }
        done();
      },
      cancel: async (reason) => {
        done();
        await reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(stream, { status, statusText, headers });
}
