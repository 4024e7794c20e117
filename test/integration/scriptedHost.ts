import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A piece of an answer: text, or the call of a tool. */
export type Piece = string | { readonly name: string; readonly input: object };

interface Asked {
  readonly role: string;
  readonly content: unknown;
}

export interface ScriptedHost {
  /** For the setting `everpair.providers`. */
  readonly entry: Readonly<Record<string, unknown>>;
  /** The messages of each request for a chat, oldest first. */
  readonly asked: readonly (readonly Asked[])[];
  /** Requests that were hung up on before their answer had ended. */
  readonly hungUp: () => number;
  /** What is answered from now on, a piece each `everyMs`; then `cut` ends it before its end: by a reset, or in good order. */
  script: (messages: readonly Asked[]) => {
    readonly pieces: readonly Piece[];
    readonly everyMs?: number;
    readonly cut?: 'reset' | 'end';
  };
  /** HTTP status of all answers where it is not 200. */
  status: number;
  close(): Promise<void>;
}

/** A host on this machine that speaks OpenAI's Chat Completions and answers what it is told to. */
export async function startScriptedHost(id: string): Promise<ScriptedHost> {
  const asked: (readonly Asked[])[] = [];
  let hungUp = 0;
  const server = createServer((request, response) => void answer(request, response));
  const host: Omit<ScriptedHost, 'entry'> = {
    asked,
    hungUp: () => hungUp,
    script: () => ({ pieces: [] }),
    status: 200,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body: Buffer[] = [];
    for await (const piece of request) body.push(piece as Buffer);
    if (request.method !== 'POST' || request.url?.endsWith('/chat/completions') !== true) {
      response.writeHead(404).end();
      return;
    }
    const { messages } = JSON.parse(Buffer.concat(body).toString()) as { messages: readonly Asked[] };
    asked.push(messages);
    if (host.status !== 200) {
      response.writeHead(host.status, { 'content-type': 'application/json' }).end('{"error":{"message":"Not now."}}');
      return;
    }
    const { pieces, everyMs = 1, cut } = host.script(messages);
    response.on('close', () => (hungUp += response.writableEnded || cut !== undefined ? 0 : 1));
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const [index, piece] of pieces.entries()) {
      if (response.destroyed) return;
      response.write(chunk(typeof piece === 'string' ? { content: piece } : toolCall(piece, index)));
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
    if (cut === 'reset') response.destroy();
    if (cut === 'end') response.end();
    if (cut !== undefined) return;
    const reason = pieces.some((piece) => typeof piece !== 'string') ? 'tool_calls' : 'stop';
    response.end(`${chunk({}, reason)}data: [DONE]\n\n`);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const label = id.charAt(0).toUpperCase() + id.slice(1);
  const entry = { id, type: 'openai-compatible', label, model: `${id}-model`, baseUrl: `http://127.0.0.1:${port}/v1` };
  return Object.assign(host, { entry });
}

function chunk(delta: object, reason: string | null = null): string {
  const choices = [{ index: 0, delta, finish_reason: reason }];
  return `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 0, model: 'm', choices })}\n\n`;
}

function toolCall({ name, input }: Exclude<Piece, string>, index: number): object {
  return {
    tool_calls: [
      { index: 0, id: `call-${index}`, type: 'function', function: { name, arguments: JSON.stringify(input) } },
    ],
  };
}
