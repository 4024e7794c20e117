import type { Server } from 'node:http';
import { LLMock } from '@copilotkit/aimock';
import { answerTo, thoughtsOn } from './answers';
import type { Asked } from './asked';

export interface UpstreamOptions {
  /** Milliseconds until the first piece. */
  readonly firstMs: number;
  /** Pieces in a second. */
  readonly perSecond: number;
}

export interface Upstream {
  readonly url: string;
  /** What every hole is filled with; what fits there where undefined. */
  completion: string | undefined;
  close(): Promise<void>;
}

/** Characters of a piece of text: about a word. */
const pieceChars = 6;

/** Healthy answers in all protocols, from an implementation of them that is not ours. */
export async function startUpstream(label: string, { firstMs, perSecond }: UpstreamOptions): Promise<Upstream> {
  const mock = new LLMock({ port: 0, host: '127.0.0.1', logLevel: 'silent' });
  const close = async (): Promise<void> => {
    const stopped = mock.stop();
    // It waits for a client that keeps its connection, which takes seconds after an answer that was cut.
    (
      mock as unknown as { readonly serverInstance: { readonly server: Server } }
    ).serverInstance.server.closeAllConnections();
    await stopped;
  };
  const upstream: Omit<Upstream, 'url'> = { completion: undefined, close };
  const answer = (request: { readonly messages: readonly RawMessage[] }) => {
    const asked = read(request);
    const content = answerTo(asked, label, upstream.completion);
    const reasoning = thoughtsOn(asked);
    return { content, ...(reasoning === undefined ? {} : { reasoning }), usage: usageOf(asked, content) };
  };
  mock.onMessage(/[\s\S]*/, answer, {
    chunkSize: pieceChars,
    streamingProfile: { ttft: firstMs, tps: perSecond },
  });
  await mock.start();
  return Object.assign(upstream, { url: mock.url });
}

/** About four characters are a token; OpenAI and Anthropic name the counts differently. */
function usageOf(asked: Asked, content: string): Record<string, number> {
  const tokens = (text: string): number => Math.ceil(text.length / 4);
  const input = tokens(asked.system) + asked.turns.reduce((sum, { text }) => sum + tokens(text), 0);
  const output = tokens(content);
  return { prompt_tokens: input, completion_tokens: output, input_tokens: input, output_tokens: output };
}

interface RawMessage {
  readonly role: string;
  readonly content?: unknown;
}

function read(request: { readonly messages: readonly RawMessage[] }): Asked {
  const turns = request.messages.map((message) => ({ role: message.role, text: textIn(message.content) }));
  return {
    system: turns
      .filter((turn) => turn.role === 'system')
      .map((turn) => turn.text)
      .join('\n'),
    turns: turns.filter((turn) => turn.role !== 'system'),
  };
}

function textIn(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content.map((part: unknown) => (isText(part) ? part.text : '')).join('');
}

function isText(part: unknown): part is { readonly text: string } {
  return typeof part === 'object' && part !== null && 'text' in part && typeof part.text === 'string';
}
