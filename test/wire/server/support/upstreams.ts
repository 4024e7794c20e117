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
  readonly tools?: readonly { readonly function: { readonly name: string } }[];
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

/** A tool that the host calls. */
export interface Call {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

const reads: readonly Call[] = ['a.ts', 'b.ts'].map((path) => ({ name: 'read', input: { path } }));

/** The pieces of the JSON of a call: its beginning, which is none, and its rest. */
function callPieces({ name, input }: Call, index: number): readonly [string, string] {
  const json = JSON.stringify(input);
  const middle = Math.floor(json.length / 2);
  const piece = (args: string, head: object = {}, named: object = {}): string =>
    chunk({ tool_calls: [{ index, ...head, function: { ...named, arguments: args } }] });
  const head = { id: `call_${index + 1}`, type: 'function' };
  return [piece(json.slice(0, middle), head, { name }), piece(json.slice(middle))];
}

/** A host that knows one answer and goes on with it where it is asked to. Where these tools are offered, it calls them first. */
export function upstream(fault: Fault, calls: readonly Call[] = reads): Promise<RawServer> {
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
    if (wantsCalls(body, calls)) {
      response.write(chunk({ content: preface }));
      if (fault === 'cut in text') {
        reset(response);
        return;
      }
      for (const [beginning, rest] of calls.map(callPieces)) {
        response.write(beginning);
        await wait(5);
        if (fault === 'cut inside a tool call') {
          reset(response);
          return;
        }
        response.write(rest);
      }
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

function wantsCalls({ messages, tools = [], tool_choice }: Body, calls: readonly Call[]): boolean {
  const offered = new Set(tools.map((tool) => tool.function.name));
  const isPossible = calls.length > 0 && tool_choice !== 'none' && calls.every(({ name }) => offered.has(name));
  return isPossible && messages.every(({ role }) => role !== 'tool');
}

/** The rest of the answer from the words that it is asked to begin with. */
function toWrite({ messages, response_format }: Body): string {
  if (response_format !== undefined) return jsonAnswer;
  const last = messages.at(-1)?.content;
  const anchor = typeof last === 'string' ? /^Your answer was cut off[^]*?\n\n([^]+)$/.exec(last)?.[1] : undefined;
  return anchor === undefined ? answer : answer.slice(answer.indexOf(anchor.trim()));
}

/** How fast time runs: faster while the first host alone is waited for, and as usual for who answers. */
export function whileSilent(hosts: readonly Pick<RawServer, 'underWay'>[]): () => number {
  const isWaited = (place: number): boolean => (hosts[place]?.underWay ?? 0) > 0;
  return () => (isWaited(0) && !isWaited(1) ? 60 : 1);
}

/** What a host was asked to write. What it is and has may be asked when the endpoint starts. */
export function questionsTo(host: RawServer | undefined): readonly string[] {
  return (host?.requests ?? []).filter(({ method }) => method === 'POST').map(({ body }) => body);
}
