import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { close, listen, textOf } from '../../server/localServer';
import { epochNow, until } from '../../time/epoch';

/** A request for a completion, in milliseconds since the epoch. */
export interface Served {
  readonly arrived: number;
  /** Absent when the client had gone by then. */
  readonly sent?: number;
  readonly prefix: string;
}

export interface BackEnd {
  readonly origin: string;
  /** In the order of their arrival. */
  readonly served: readonly Served[];
  close(): Promise<void>;
}

/** A server like llama.cpp's that says its whole completion at once, `delayMs` after it was asked. */
export async function startBackEnd(delayMs: number, answer: (prefix: string) => string): Promise<BackEnd> {
  const served: Served[] = [];
  const server = createServer((request, response) => {
    const arrived = epochNow();
    if (request.url !== '/infill') identify(request, response);
    else void infill(request, response, arrived);
  });

  async function infill(request: IncomingMessage, response: ServerResponse, arrived: number): Promise<void> {
    const { input_prefix: prefix } = JSON.parse(await textOf(request)) as { readonly input_prefix: string };
    const index = served.push({ arrived, prefix }) - 1;
    const content = answer(prefix);
    await until(arrived + delayMs);
    if (response.destroyed) return;
    served[index] = { arrived, prefix, sent: epochNow() };
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const last = { content: '', stop: true, stop_type: 'eos', tokens_evaluated: 100, tokens_predicted: 10 };
    response.end(`data: ${JSON.stringify({ content, stop: false })}\n\ndata: ${JSON.stringify(last)}\n\n`);
  }

  return { origin: await listen(server), served, close: () => close(server) };
}

/** https://github.com/ggml-org/llama.cpp/tree/master/tools/server: GET /props is how a client knows it, and that it is no other server. */
function identify(request: IncomingMessage, response: ServerResponse): void {
  const isKnown = request.url === '/props';
  const body = isKnown ? { default_generation_settings: { n_ctx: 32_768 }, total_slots: 1 } : { error: 'not found' };
  response.writeHead(isKnown ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
