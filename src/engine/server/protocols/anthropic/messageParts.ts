import type { ImagePart, Message, Part } from '../../../model/request/message';
import { imageOfUrl, inlineImage } from '../body/inlineImage';
import { signatureOf } from '../body/keptSignature';
import type { Block, MessagesBody, ResultBlock } from './messagesBody';

/** The type of the providers that this protocol's own signatures are valid for. */
export const ownOrigin = 'anthropic';

/** The parts of a turn. Throws `RequestProblem` for an image that cannot be served. */
export function messageParts(content: string | readonly Block[]): readonly Part[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : content.flatMap(partsOf);
}

function partsOf(block: Block): readonly Part[] {
  switch (block.type) {
    case 'text': {
      const isMarked = block.cache_control !== undefined && block.cache_control !== null;
      return [{ type: 'text', text: block.text, ...(isMarked ? { cacheable: true } : {}) }];
    }
    case 'image':
      return [imageOf(block)];
    case 'document':
      return [{ type: 'text', text: documentText(block) }];
    case 'tool_use':
      return [{ type: 'tool-call', id: block.id, name: block.name, input: block.input }];
    case 'tool_result':
      return resultParts(block);
    case 'thinking':
      return [{ type: 'thinking', text: block.thinking, ...signatureOf(block.signature, ownOrigin) }];
    case 'redacted_thinking':
      return [];
  }
}

type Of<B, T extends string> = Extract<B, { type: T }>;

/** A result is text; its images follow it. */
function resultParts({ tool_use_id, content, is_error }: Of<Block, 'tool_result'>): readonly Part[] {
  const blocks: readonly ResultBlock[] =
    typeof content === 'string' ? [{ type: 'text', text: content }] : (content ?? []);
  return [
    {
      type: 'tool-result',
      callId: tool_use_id,
      text: blocks.map(resultText).join('\n'),
      isError: is_error === true,
    },
    ...blocks.filter((block) => block.type === 'image').map(imageOf),
  ];
}

function resultText(block: ResultBlock): string {
  switch (block.type) {
    case 'text':
      return block.text;
    case 'image':
      return '[The image follows.]';
    case 'document':
      return documentText(block);
    case 'tool_reference':
      return `The tool ${block.tool_name} can be called now.`;
  }
}

function imageOf({ source }: Of<ResultBlock, 'image'>): ImagePart {
  return source.type === 'url' ? imageOfUrl(source.url) : inlineImage(source.data);
}

function documentText({ title, source }: Of<ResultBlock, 'document'>): string {
  return title === undefined || title === null ? source.data : `${title}\n\n${source.data}`;
}

/**
 * Marks of text to store that are kept: the vendor takes four in a request, and two stand at the system prompt and at the
 * last turn without them.
 */
const maxMarks = 2;

/** The turns with the last marks only. */
export function withFewMarks(messages: readonly Message[]): readonly Message[] {
  let left = maxMarks;
  return messages
    .toReversed()
    .map((message) => ({ ...message, parts: message.parts.toReversed().map(unlessTooMany).toReversed() }))
    .toReversed();

  function unlessTooMany(part: Part): Part {
    if (part.type !== 'text' || !part.cacheable) return part;
    left -= 1;
    return left >= 0 ? part : { type: 'text', text: part.text };
  }
}

/** The system prompt in its blocks. */
export function systemTexts(system: MessagesBody['system']): readonly string[] {
  return typeof system === 'string' ? [system] : (system ?? []).map(({ text }) => text);
}
