import type Anthropic from '@anthropic-ai/sdk';
import type { Part, TextPart } from '../../model/request/message';
import type { ChatRequest, ResponseFormat, ToolChoice } from '../../model/request/request';
import { withFormTold } from '../../model/request/responseFormat';
import { estimateTokens } from '../../model/request/tokenEstimate';
import { forcesCall } from '../../model/request/toolChoice';
import { repairHistory, trimPrefill } from '../messages/history';
import { closedSchema } from './closedSchema';
import { anthropicModels } from './anthropicModels';
import { hidesThinking, leastThinking, takesTemperature, traitsOf } from '../catalogue/models';

/** Asks the API to keep what stands before it for the next turn: https://platform.claude.com/docs/en/build-with-claude/prompt-caching. */
const cached = { cache_control: { type: 'ephemeral' } } as const;

/** Tokens that are asked for where the request names none: room to think and for a long answer. */
const usualOutputTokens = 64_000;

/** `most`: tokens of an answer, where the user has set them. `origin`: type of the provider that is asked. */
export function toAnthropicParameters(
  model: string,
  request: ChatRequest,
  most?: number,
  origin = 'anthropic',
): Anthropic.MessageCreateParamsStreaming {
  const maxOutputTokens = most ?? traitsOf(anthropicModels, model).maxOutputTokens;
  const { tools, toolChoice } = request;
  const format = formatOf(request.responseFormat);
  const { system, temperature, stop } = format ? request : withFormTold(request);
  const { thinking, effort } = thinkingOf(model, request);
  return {
    model,
    stream: true,
    max_tokens: Math.min(request.maxOutputTokens ?? usualOutputTokens, maxOutputTokens),
    messages: toMessages(request, origin),
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
          ...choiceOf(toolChoice),
        }),
    ...(thinking ? { thinking } : {}),
    ...(effort || format ? { output_config: { ...(effort ? { effort } : {}), ...(format ? { format } : {}) } } : {}),
  };
}

interface Thinking {
  readonly thinking?: Anthropic.ThinkingConfigParam;
  readonly effort?: 'low';
}

function thinkingOf(model: string, request: ChatRequest): Thinking {
  const least = leastThinking(model, request);
  if (least && 'thinking' in least) return { thinking: { type: least.thinking } };
  if (least && 'effort' in least && least.effort === 'low') return { effort: 'low' };
  return hidesThinking(model) && !forcesCall(request) ? { thinking: { type: 'adaptive', display: 'summarized' } } : {};
}

/** A model chooses by itself where nothing is said. */
function choiceOf(choice: ToolChoice = 'auto'): Pick<Anthropic.MessageCreateParams, 'tool_choice'> {
  if (choice === 'auto') return {};
  if (typeof choice !== 'string') return { tool_choice: { type: 'tool', name: choice.name } };
  return { tool_choice: { type: choice === 'required' ? 'any' : 'none' } };
}

/** Undefined where the API has no parameter for the form: https://platform.claude.com/docs/en/build-with-claude/structured-outputs. */
function formatOf(format: ResponseFormat | undefined): Anthropic.JSONOutputFormat | undefined {
  const schema = format?.type === 'json-schema' ? closedSchema(format.schema) : undefined;
  return schema && { type: 'json_schema', schema };
}

function toMessages(request: ChatRequest, origin: string): Anthropic.MessageParam[] {
  const history = trimPrefill(repairHistory(request.messages, origin, toolIds));
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
