import type { ProviderType } from '../../../../src/engine/providers/registry/descriptors';
import { baseUrls, wireProtocols } from './protocols';

/** A stream as a host sends it, with how it ends. */
export interface Recording {
  readonly name: string;
  readonly type: ProviderType;
  readonly baseUrl: string;
  readonly model: string;
  readonly contentType: string;
  readonly encoding?: 'latin1';
  readonly body: string;
  readonly ends: 'stop' | 'length' | 'tool-calls' | 'failed';
  readonly text: string;
  /** Read in two pieces for every place of the cut; the others in many pieces, so that every place is a cut once. */
  readonly inTwo?: true;
  /** Asked to fill in the middle, not to chat. */
  readonly fim?: true;
}

const multiByte = 'ünï — 日本語 🙂 e\u0301';

function ofProtocols(): Recording[] {
  return wireProtocols.flatMap((protocol): Recording[] => {
    const { type, model, contentType, encoding, start, end, text, error, ping = '' } = protocol;
    const shared = { type, model, contentType, encoding, baseUrl: baseUrls[type] };
    const half = text('never seen');
    const one: readonly Recording[] = [
      {
        ...shared,
        name: 'a whole answer',
        body: start + text('one ') + text('two') + end,
        ends: 'stop',
        text: 'one two',
      },
      {
        ...shared,
        name: 'text of several bytes',
        inTwo: true,
        body: start + text(multiByte) + end,
        ends: 'stop',
        text: multiByte,
      },
      {
        ...shared,
        name: 'pings before and within',
        body: ping + start + ping + text('a') + ping + end,
        ends: 'stop',
        text: 'a',
      },
      {
        ...shared,
        name: 'an error event',
        inTwo: true,
        body: text('one ') + error.frame,
        ends: 'failed',
        text: 'one ',
      },
      { ...shared, name: 'a cut between frames', body: start + text('one '), ends: 'failed', text: 'one ' },
      {
        ...shared,
        name: 'a cut in a frame',
        inTwo: true,
        body: text('one ') + half.slice(0, -9),
        ends: 'failed',
        text: 'one ',
      },
      {
        ...shared,
        name: 'a frame that cannot be read',
        body: start + text('one ') + protocol.malformed + end,
        ends: 'failed',
        text: 'one ',
      },
      {
        ...shared,
        name: 'a tool call',
        inTwo: true,
        body: protocol.toolCall,
        ends: 'tool-calls',
        text: '',
      },
      {
        ...shared,
        name: 'half a tool call',
        body: start + text('a') + protocol.halfToolCall,
        ends: 'failed',
        text: 'a',
      },
    ];
    // Frames that are no text have no lines.
    if (encoding !== undefined) return [...one];
    const withReturns = {
      name: 'lines that end with a return',
      body: (start + text('a') + end).replaceAll('\n', '\r\n'),
    };
    return [...one, { ...shared, ...withReturns, ends: 'stop', text: 'a' }];
  });
}

const fimChunk = (text: string, finish_reason: string | null = null): string =>
  `data: ${JSON.stringify({ choices: [{ index: 0, text, finish_reason }] })}\n\n`;

const mistralChunk = (content: string, finish_reason: string | null = null): string =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason }] })}\n\n`;

const sse = { type: 'openai-compatible', contentType: 'text/event-stream', fim: true } as const;

const completions: readonly Recording[] = [
  {
    ...sse,
    name: "DeepSeek's completion",
    baseUrl: 'https://api.deepseek.com',
    model: 'deepseek-chat',
    body: `: keep-alive\n\n${fimChunk('é日')}${fimChunk('🙂', 'stop')}data: [DONE]\n\n`,
    ends: 'stop',
    text: 'é日🙂',
  },
  {
    ...sse,
    name: "Codestral's completion",
    baseUrl: 'https://codestral.mistral.ai/v1',
    model: 'codestral-latest',
    body: `${mistralChunk('é')}${mistralChunk('日', 'length')}data: [DONE]\n\n`,
    ends: 'length',
    text: 'é日',
  },
  {
    ...sse,
    name: 'a completion that is cut',
    baseUrl: 'https://codestral.mistral.ai/v1',
    model: 'codestral-latest',
    body: mistralChunk('é'),
    ends: 'failed',
    text: 'é',
  },
];

export const recordings: readonly Recording[] = [...ofProtocols(), ...completions];
