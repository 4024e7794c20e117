import { setTimeout as wait } from 'node:timers/promises';
import { type Handler, RawServer, reset } from '../../providers/support/rawServer';

export const answer =
  'The first thing to know about a stack is that the last plate put on it is the first one taken off again. ' +
  'Programs keep their unfinished calls in this way, and so do editors with what may be undone.';

/** Where JSON is wanted. */
export const jsonAnswer = '{"what":"a pile of plates"}';

/** What stands before calls of tools. */
export const preface = 'Let me look. ';

export type Fault = 'healthy' | 'refusing' | 'overloaded' | 'silent' | 'cut in text' | 'cut inside a tool call';

interface Body {
  readonly messages: readonly { readonly role: string; readonly content?: unknown }[];
  readonly tools?: readonly unknown[];
  readonly tool_choice?: unknown;
  readonly response_format?: unknown;
}

const chunk = (delta: object, finish: string | null = null): string =>
  `data: ${JSON.stringify({
    id: 'c',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'm',
    choices: [{ index: 0, delta, finish_reason: finish }],
  })}\n\n`;

const usage = `data: ${JSON.stringify({
  id: 'c',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'm',
  choices: [],
  usage: { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 },
})}\n\ndata: [DONE]\n\n`;

const callPiece = (index: number, args: string, head: object = {}): string =>
  chunk({
    tool_calls: [
      { index, ...head, function: { ...(Object.keys(head).length > 0 ? { name: 'read' } : {}), arguments: args } },
    ],
  });

/** A host that knows one answer, goes on with it where it is asked to, and calls two tools where there are some. */
export function upstream(fault: Fault): Promise<RawServer> {
  const handler: Handler = async (response, request) => {
    if (request.method === 'GET') {
      response.writeHead(404).end();
      return;
    }
    const body = JSON.parse(request.body) as Body;
    if (fault === 'silent') return;
    if (fault === 'refusing' || fault === 'overloaded') {
      response.writeHead(fault === 'refusing' ? 503 : 529, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { message: 'Overloaded', type: 'server_error', code: 'overloaded' } }));
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(chunk({ role: 'assistant', content: '' }));
    if (body.tools && body.tool_choice !== 'none' && body.messages.at(-1)?.role === 'user') {
      response.write(chunk({ content: preface }));
      if (fault === 'cut in text') {
        reset(response);
        return;
      }
      response.write(callPiece(0, '{"path":', { id: 'call_a', type: 'function' }));
      await wait(5);
      if (fault === 'cut inside a tool call') {
        reset(response);
        return;
      }
      response.write(callPiece(0, '"a.ts"}'));
      response.write(callPiece(1, '{"path":"b.ts"}', { id: 'call_b', type: 'function' }));
      response.write(chunk({}, 'tool_calls'));
      response.end(usage);
      return;
    }
    const words = toWrite(body).match(/\S+\s*/g) ?? [];
    for (const [index, word] of words.entries()) {
      if (fault === 'cut in text' && index === 25) {
        reset(response);
        return;
      }
      response.write(chunk({ content: word }));
      await wait(1);
    }
    response.write(chunk({}, 'stop'));
    response.end(usage);
  };
  return RawServer.start(handler);
}

/** The rest of the answer from the words that it is asked to begin with. */
function toWrite({ messages, response_format }: Body): string {
  if (response_format !== undefined) return jsonAnswer;
  const last = messages.at(-1)?.content;
  const anchor = typeof last === 'string' ? /^Your answer was cut off[^]*?\n\n([^]+)$/.exec(last)?.[1] : undefined;
  return anchor === undefined ? answer : answer.slice(answer.indexOf(anchor.trim()));
}

/** How fast time runs: faster while the first host is waited for, and as usual for who answers. */
export function whileSilent(hosts: readonly Pick<RawServer, 'requests'>[]): () => number {
  const isAsked = (place: number): boolean => hosts[place]?.requests.some(({ method }) => method === 'POST') ?? false;
  return () => (isAsked(0) && !isAsked(1) ? 60 : 1);
}
