import type OpenAI from 'openai';
import type { Message, Part } from '../../model/request/message';
import type { ChatRequest } from '../../model/request/request';
import type { Dialect, PrefillMark } from '../catalogue/host';
import { leastThinking, takesTemperature } from '../catalogue/models';
import { repairHistory, trimPrefill } from '../messages/history';
import { formOf, toolsOf } from './chatCompletionsChoices';

type ChatMessage = OpenAI.ChatCompletionMessageParam;

export function toChatParameters(
  model: string,
  request: ChatRequest,
  dialect: Dialect,
  mark: PrefillMark = 'last-turn',
): OpenAI.ChatCompletionCreateParamsStreaming {
  const { maxOutputTokens, temperature, stop } = request;
  const { system, response_format } = formOf(request, dialect);
  const least = leastThinking(model, request);
  const history = trimPrefill(repairHistory(request.messages, 'openai-compatible', dialect.toolIds));
  const messages = history.flatMap((message) => toMessages(message, dialect));
  if (system !== undefined && system !== '') messages.unshift({ role: 'system', content: system });
  const isPrefill = history.at(-1)?.role === 'assistant';
  return {
    model,
    stream: true,
    ...(dialect.asksForUsage ? { stream_options: { include_usage: true } } : {}),
    messages: isPrefill && mark === 'prefix' ? withPrefix(messages) : messages,
    ...(isPrefill && mark === 'continue-final-message'
      ? { continue_final_message: true, add_generation_prompt: false }
      : {}),
    ...(maxOutputTokens === undefined ? {} : { [dialect.maxTokens]: maxOutputTokens }),
    ...(temperature === undefined || !takesTemperature(model) ? {} : { temperature }),
    ...(dialect.lessThinking === 'reasoning_effort' && least && 'effort' in least
      ? { reasoning_effort: least.effort }
      : {}),
    ...(dialect.lessThinking === 'thinking-type' && least && 'thinking' in least
      ? { thinking: { type: least.thinking } }
      : {}),
    ...(stop === undefined || stop.length === 0 ? {} : { stop: [...stop] }),
    ...toolsOf(request, dialect),
    ...(response_format ? { response_format } : {}),
  };
}

/** The text the answer is to go on from; empty where the request has none. */
export function prefillOf(request: ChatRequest): string {
  const last = request.messages.at(-1);
  if (last?.role !== 'assistant' || last.parts.some(({ type }) => type === 'tool-call')) return '';
  const text = last.parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
  return text.trimEnd();
}

function withPrefix(messages: readonly ChatMessage[]): ChatMessage[] {
  const last = messages.at(-1);
  if (last?.role !== 'assistant') return [...messages];
  return [...messages.slice(0, -1), Object.assign({}, last, { prefix: true })];
}

function toMessages(message: Message, dialect: Dialect): ChatMessage[] {
  return message.role === 'assistant' ? [toAnswer(message.parts)] : toQuestion(message.parts, dialect);
}

function toQuestion(parts: readonly Part[], { answersBetween }: Dialect): ChatMessage[] {
  const messages: ChatMessage[] = [];
  const content: OpenAI.ChatCompletionContentPart[] = [];
  for (const part of parts) {
    if (part.type === 'tool-result') messages.push({ role: 'tool', tool_call_id: part.callId, content: part.text });
    else if (part.type === 'text') content.push({ type: 'text', text: part.text });
    else if (part.type === 'image') {
      content.push({ type: 'image_url', image_url: { url: `data:${part.mediaType};base64,${part.data}` } });
    }
  }
  if (content.length === 0) return messages;
  // Hosts without vision often take nothing but a plain string.
  const texts = content.flatMap((part) => (part.type === 'text' ? part.text : []));
  const isText = texts.length === content.length;
  if (answersBetween && messages.length > 0) messages.push({ role: 'assistant', content: 'I have the results.' });
  return [...messages, { role: 'user', content: isText ? texts.join('\n\n') : content }];
}

function toAnswer(parts: readonly Part[]): OpenAI.ChatCompletionAssistantMessageParam {
  const content = parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
  const calls = parts.flatMap((part) =>
    part.type === 'tool-call'
      ? [
          {
            type: 'function' as const,
            id: part.id,
            function: { name: part.name, arguments: JSON.stringify(part.input) },
          },
        ]
      : [],
  );
  return { role: 'assistant', content, ...(calls.length > 0 ? { tool_calls: calls } : {}) };
}
