import type Anthropic from '@anthropic-ai/sdk';
import type { Part, TextPart } from '../../model/message';
import type { ChatRequest } from '../../model/request';
import { estimateTokens } from '../../model/tokenEstimate';
import { repairHistory, trimPrefill } from '../messages/history';
import { anthropicModels } from './anthropicModels';
import { hidesThinking, leastThinking, takesTemperature, traitsOf } from '../catalogue/models';

/** Asks the API to keep what stands before it for the next turn: https://platform.claude.com/docs/en/build-with-claude/prompt-caching. */
const cached = { cache_control: { type: 'ephemeral' } } as const;

/** Tokens that are asked for where the request names none: room to think and for a long answer. */
const usualOutputTokens = 64_000;

/** `most`: tokens of an answer, where the user has set them. */
export function toAnthropicParameters(
  model: string,
  request: ChatRequest,
  most?: number,
): Anthropic.MessageCreateParamsStreaming {
  const maxOutputTokens = most ?? traitsOf(anthropicModels, model).maxOutputTokens;
  const { system, temperature, stop, tools } = request;
  return {
    model,
    stream: true,
    max_tokens: Math.min(request.maxOutputTokens ?? usualOutputTokens, maxOutputTokens),
    messages: toMessages(request),
    ...(system === undefined || system.trim() === '' ? {} : { system: [{ type: 'text', text: system, ...cached }] }),
    ...(temperature === undefined || !takesTemperature(model) ? {} : { temperature }),
    // A sequence of white space alone is refused.
    ...(stop === undefined ? {} : { stop_sequences: stop.filter((sequence) => sequence.trim() !== '') }),
    ...(tools === undefined || tools.length === 0
      ? {}
      : {
          tools: tools.map(({ name, description, inputSchema }) => ({
            name,
            description,
            input_schema: { ...inputSchema, type: 'object' as const },
          })),
        }),
    ...thinkingOf(model, request.maxOutputTokens),
  };
}

function thinkingOf(
  model: string,
  maxOutputTokens: number | undefined,
): Pick<Anthropic.MessageCreateParams, 'thinking' | 'output_config'> {
  const least = leastThinking(model, maxOutputTokens);
  if (least && 'thinking' in least) return { thinking: { type: least.thinking } };
  if (least?.effort === 'low') return { output_config: { effort: 'low' } };
  return hidesThinking(model) ? { thinking: { type: 'adaptive', display: 'summarized' } } : {};
}

function toMessages(request: ChatRequest): Anthropic.MessageParam[] {
  const history = trimPrefill(repairHistory(request.messages, 'anthropic', toolIds));
  const messages = history.map(({ role, parts }) => ({ role, content: parts.flatMap(toBlocks) }));
  // A request of one turn is mostly a completion. Everything stored of it, except cacheable parts, would be paid for
  // and never read.
  return history.length > 1 ? withCachePoint(messages) : messages;
}

/**
 * Tokens that any model stores at least: https://platform.claude.com/docs/en/build-with-claude/prompt-caching. A model
 * that wants more overlooks the mark, and it costs nothing.
 */
const minCachedTokens = 512;

function isWorthStoring({ cacheable, text }: TextPart): boolean {
  return cacheable === true && estimateTokens(text) >= minCachedTokens;
}

/** Everything up to the last turn of the user stands unchanged in the next request. */
function withCachePoint(messages: readonly Turn[]): Turn[] {
  const index = messages.findLastIndex(({ role }) => role === 'user');
  return messages.map((message, at) => {
    const last = message.content.at(-1);
    if (at !== index || !last || last.type === 'thinking') return message;
    return { ...message, content: [...message.content.slice(0, -1), { ...last, ...cached }] };
  });
}

/** Ids of tool calls that the API takes. */
const toolIds = /^[A-Za-z0-9_-]{1,64}$/;

type Block =
  | Anthropic.TextBlockParam
  | Anthropic.ImageBlockParam
  | Anthropic.ThinkingBlockParam
  | Anthropic.ToolUseBlockParam
  | Anthropic.ToolResultBlockParam;

interface Turn {
  readonly role: 'user' | 'assistant';
  readonly content: Block[];
}

function toBlocks(part: Part): Block[] {
  switch (part.type) {
    case 'text':
      return [{ type: 'text', text: part.text, ...(isWorthStoring(part) ? cached : {}) }];
    case 'image':
      return [{ type: 'image', source: { type: 'base64', media_type: part.mediaType, data: part.data } }];
    case 'thinking':
      return part.signature === undefined ? [] : [{ type: 'thinking', thinking: part.text, signature: part.signature }];
    case 'tool-call':
      return [{ type: 'tool_use', id: part.id, name: part.name, input: part.input }];
    case 'tool-result':
      return [{ type: 'tool_result', tool_use_id: part.callId, content: part.text, is_error: part.isError }];
  }
}
