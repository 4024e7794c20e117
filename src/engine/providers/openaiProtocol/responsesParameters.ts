import type OpenAI from 'openai';
import type { Message } from '../../model/request/message';
import type { ChatRequest, ResponseFormat, ToolChoice } from '../../model/request/request';
import { withFormTold } from '../../model/request/responseFormat';
import { estimateTokens } from '../../model/request/tokenEstimate';
import { schemaName } from '../messages/schemaName';
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
  const { maxOutputTokens, temperature, tools, toolChoice, responseFormat } = request;
  // Its mode of JSON without a schema is refused where no text speaks of JSON.
  const { system } = responseFormat?.type === 'json' ? withFormTold(request) : request;
  return {
    model,
    stream: true,
    // Nothing is kept at the vendor: the whole conversation is sent each time.
    store: false,
    input: repairHistory(request.messages, 'openai', toolIds).flatMap((turn) => toItems(turn, model)),
    ...(system === undefined || system === '' ? {} : { instructions: system }),
    ...(maxOutputTokens === undefined ? {} : { max_output_tokens: Math.max(maxOutputTokens, minOutputTokens) }),
    ...(temperature === undefined || !takesTemperature(model) ? {} : { temperature }),
    ...reasoningOf(model, request),
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
          ...choiceOf(toolChoice),
        }),
    ...(responseFormat ? { text: { format: formatOf(responseFormat) } } : {}),
  };
}

/** A summary of what the model thinks comes only where it is asked for, and some accounts may not ask for it. */
function reasoningOf(model: string, request: ChatRequest): Pick<OpenAI.Responses.ResponseCreateParams, 'reasoning'> {
  const least = leastThinking(model, request);
  if (least && 'effort' in least) return { reasoning: { effort: least.effort } };
  return hidesThinking(model) && !isShortAnswer(request.maxOutputTokens) ? { reasoning: { summary: 'auto' } } : {};
}

/** A model chooses by itself where nothing is said. */
function choiceOf(choice: ToolChoice = 'auto'): Pick<OpenAI.Responses.ResponseCreateParams, 'tool_choice'> {
  if (choice === 'auto') return {};
  return { tool_choice: typeof choice === 'string' ? choice : { type: 'function', name: choice.name } };
}

function formatOf(format: ResponseFormat): OpenAI.Responses.ResponseFormatTextConfig {
  if (format.type === 'json') return { type: 'json_object' };
  const { name, schema, isStrict = false } = format;
  return { type: 'json_schema', name: schemaName(name), schema: { ...schema }, strict: isStrict };
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
