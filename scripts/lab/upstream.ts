import { LLMock } from '@copilotkit/aimock';
import { answerTo, type Asked } from './answers';

export interface UpstreamOptions {
  /** Milliseconds until the first piece. */
  readonly firstMs: number;
  /** Pieces in a second. */
  readonly perSecond: number;
}

export interface Upstream {
  readonly url: string;
  close(): Promise<void>;
}

/** Characters of a piece of text: about a word. */
const pieceLength = 6;

/** Healthy answers in all protocols, from an implementation of them that is not ours. */
export async function startUpstream(label: string, { firstMs, perSecond }: UpstreamOptions): Promise<Upstream> {
  const mock = new LLMock({ port: 0, host: '127.0.0.1', logLevel: 'silent' });
  mock.onMessage(/[\s\S]*/, (request) => ({ content: answerTo(read(request), label) }), {
    chunkSize: pieceLength,
    streamingProfile: { ttft: firstMs, tps: perSecond },
  });
  await mock.start();
  return { url: mock.url, close: () => mock.stop() };
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
