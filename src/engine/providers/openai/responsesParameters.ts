import type OpenAI from 'openai';
import type { Message } from '../../model/message';
import type { ChatRequest } from '../../model/request';
import { estimateTokens } from '../../model/tokenEstimate';
import { repairHistory } from '../messages/history';
import { hidesThinking, isShortAnswer, leastThinking, takesCacheMarks, takesTemperature } from '../catalogue/models';

/** Ids of tool calls that the API takes. */
const toolIds = /^[A-Za-z0-9_-]{1,64}$/;

/** Tokens; the API answers 400 to less. */
const minOutputTokens = 16;

export function toResponsesParameters(
  model: string,
  request: ChatRequest,
): OpenAI.Responses.ResponseCreateParamsStreaming {
  const { system, maxOutputTokens, temperature, tools } = request;
  return {
    model,
    stream: true,
    // Nothing is kept at the vendor: the whole conversation is sent each time.
    store: false,
    input: repairHistory(request.messages, 'openai', toolIds).flatMap((turn) => toItems(turn, model)),
    ...(system === undefined || system === '' ? {} : { instructions: system }),
    ...(maxOutputTokens === undefined ? {} : { max_output_tokens: Math.max(maxOutputTokens, minOutputTokens) }),
    ...(temperature === undefined || !takesTemperature(model) ? {} : { temperature }),
    ...reasoningOf(model, maxOutputTokens),
    ...(tools === undefined || tools.length === 0
      ? {}
      : {
          tools: tools.map(({ name, description, inputSchema }) => ({
            type: 'function' as const,
            name,
            description,
            parameters: { ...inputSchema },
            strict: false,
          })),
        }),
  };
}

/** A summary of what the model thinks comes only where it is asked for, and some accounts may not ask for it. */
function reasoningOf(
  model: string,
  maxOutputTokens: number | undefined,
): Pick<OpenAI.Responses.ResponseCreateParams, 'reasoning'> {
  const least = leastThinking(model, maxOutputTokens);
  if (least && 'effort' in least) return { reasoning: { effort: least.effort } };
  return hidesThinking(model) && !isShortAnswer(maxOutputTokens) ? { reasoning: { summary: 'auto' } } : {};
}

/** Tokens that are stored at least: https://developers.openai.com/api/docs/guides/prompt-caching. */
const minCachedTokens = 1_024;

type Item = OpenAI.Responses.ResponseInputItem;

/** OpenAI takes it for granted; llama.cpp answers 400 to an assistant's turn without it. */
const message = { type: 'message' } as const;

function toItems(turn: Message, model: string): Item[] {
  return turn.role === 'assistant' ? toAnswer(turn) : toQuestion(turn, takesCacheMarks(model));
}

function toAnswer({ parts }: Message): Item[] {
  return parts.flatMap((part): Item[] => {
    if (part.type === 'text') return [{ ...message, role: 'assistant', content: part.text }];
    if (part.type !== 'tool-call') return [];
    const { id, name, input } = part;
    return [{ type: 'function_call', call_id: id, name, arguments: JSON.stringify(input) }];
  });
}

function toQuestion({ parts }: Message, takesMarks: boolean): Item[] {
  const results: Item[] = [];
  const content: OpenAI.Responses.ResponseInputContent[] = [];
  for (const part of parts) {
    if (part.type === 'tool-result') {
      results.push({ type: 'function_call_output', call_id: part.callId, output: part.text });
    } else if (part.type === 'text') {
      const isStored = takesMarks && part.cacheable === true && estimateTokens(part.text) >= minCachedTokens;
      const mark = isStored ? { prompt_cache_breakpoint: { mode: 'explicit' as const } } : {};
      content.push({ type: 'input_text', text: part.text, ...mark });
    } else if (part.type === 'image') {
      content.push({ type: 'input_image', detail: 'auto', image_url: `data:${part.mediaType};base64,${part.data}` });
    }
  }
  return content.length > 0 ? [...results, { ...message, role: 'user', content }] : results;
}
