import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** Characters of a piece and milliseconds between two: faster than any model writes. */
const pieceChars = 2_000;
const everyMs = 10;

/** An OpenAI-compatible host that answers what it is told to. */
export interface AnsweringHost {
  readonly providers: readonly Readonly<Record<string, unknown>>[];
  text: string;
  close(): Promise<void>;
}

export async function startAnsweringHost(): Promise<AnsweringHost> {
  const server = createServer((request, response) => {
    request.resume();
    if (request.url === '/api/show') {
      response.writeHead(404).end();
      return;
    }
    if (request.method !== 'POST') {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"object":"list","data":[{"id":"any"}]}');
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const send = async (): Promise<void> => {
      const { text } = host;
      const chunk = (delta: object, reason: string | null): void =>
        void response.write(
          `data: ${JSON.stringify({ id: '1', object: 'chat.completion.chunk', created: 1, model: 'any', choices: [{ index: 0, delta, finish_reason: reason }] })}\n\n`,
        );
      for (let at = 0; at < text.length && !response.destroyed; at += pieceChars) {
        chunk({ role: 'assistant', content: text.slice(at, at + pieceChars) }, null);
        await wait(everyMs);
      }
      chunk({}, 'stop');
      response.end('data: [DONE]\n\n');
    };
    send().catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const host: AnsweringHost = {
    providers: [
      {
        id: 'team',
        type: 'openai-compatible',
        label: 'Team',
        model: 'any',
        baseUrl: `http://127.0.0.1:${port}/v1`,
      },
    ],
    text: '',
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return host;
}
