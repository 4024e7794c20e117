import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { close, listen, textOf } from '../../server/localServer';
import { epochNow, until } from '../../time/epoch';

/** A request for an answer, in milliseconds since the epoch. */
export interface Served {
  readonly prompt: string;
  readonly arrived: number;
  readonly firstTokenSent: number;
}

export interface BackEnd {
  readonly origin: string;
  /** In the order of their arrival. */
  readonly served: readonly Served[];
  close(): Promise<void>;
}

/** A Chat Completions host whose first token comes `delayMs` after the request and answers to `prompt n` with `answer n`. */
export async function startBackEnd(delayMs: number): Promise<BackEnd> {
  const served: Served[] = [];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const arrived = epochNow();
    const { messages } = JSON.parse(await textOf(request)) as { readonly messages: readonly { content: unknown }[] };
    const [prompt = ''] = /prompt \d+$/.exec(JSON.stringify(messages.at(-1)?.content).replace(/[^\w ]+$/, '')) ?? [];
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    await until(arrived + delayMs);
    served.push({ prompt, arrived, firstTokenSent: epochNow() });
    response.write(event({ role: 'assistant', content: prompt.replace('prompt', 'answer') }));
    response.write(event({ content: ' is all there is.' }));
    response.end(`${event({}, 'stop')}data: [DONE]\n\n`);
  }

  const server = createServer((request, response) => {
    if (request.url?.endsWith('/chat/completions')) void answer(request, response);
    else response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":{"message":"not found"}}');
  });
  return { origin: await listen(server), served, close: () => close(server) };
}

function event(delta: object, reason: string | null = null): string {
  const chunk = { id: 'c', object: 'chat.completion.chunk', created: 0, model: 'm' };
  return `data: ${JSON.stringify({ ...chunk, choices: [{ index: 0, delta, finish_reason: reason }] })}\n\n`;
}
