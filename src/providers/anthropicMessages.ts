import type Anthropic from '@anthropic-ai/sdk';
import type { Part } from '../model/message';
import type { ChatRequest } from '../model/request';
import { repairHistory, trimPrefill } from './history';

/** Asks the API to keep what stands before it for the next turn: https://docs.claude.com/en/docs/build-with-claude/prompt-caching. */
const cached = { cache_control: { type: 'ephemeral' } } as const;

/** Text shorter than this is not cached by any model. */
const shortestCached = 4_000;

export function toAnthropicMessages(request: ChatRequest): Pick<Anthropic.MessageCreateParams, 'messages' | 'system'> {
  const history = trimPrefill(repairHistory(request.messages, 'anthropic', 'anthropic'));
  const messages: Anthropic.MessageParam[] = history.map((message) => ({
    role: message.role,
    content: message.parts.map(toBlock).filter((block) => block !== undefined),
  }));
  const system =
    request.system === undefined || request.system === ''
      ? undefined
      : [{ type: 'text' as const, text: request.system, ...(request.system.length >= shortestCached ? cached : {}) }];
  return { messages: withCachePoint(messages), system };
}

/** The turn before the last question stays the same in the next request. */
function withCachePoint(messages: Anthropic.MessageParam[]): Anthropic.MessageParam[] {
  const index = messages.length - 3;
  const message = messages[index];
  if (!message || typeof message.content === 'string') return messages;
  const content = [...message.content];
  const last = content.at(-1);
  if (last?.type !== 'text' && last?.type !== 'tool_result') return messages;
  content[content.length - 1] = { ...last, ...cached };
  return messages.with(index, { role: message.role, content } as Anthropic.MessageParam);
}

function toBlock(part: Part): Anthropic.ContentBlockParam | undefined {
  switch (part.type) {
    case 'text':
      return { type: 'text', text: part.text };
    case 'image':
      return { type: 'image', source: { type: 'base64', media_type: part.mediaType, data: part.data } };
    case 'thinking':
      return part.signature === undefined
        ? undefined
        : { type: 'thinking', thinking: part.text, signature: part.signature };
    case 'tool-call':
      return { type: 'tool_use', id: part.id, name: part.name, input: part.input };
    case 'tool-result':
      return { type: 'tool_result', tool_use_id: part.callId, content: part.text, is_error: part.isError };
  }
}
