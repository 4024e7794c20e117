import * as l10n from '@vscode/l10n';
import type { Json, Message, Part } from '../../../model/request/message';
import type { ChatRequest, ResponseFormat, ToolChoice } from '../../../model/request/request';
import { imageOfUrl } from '../body/inlineImage';
import { offeredTools } from '../body/offeredTools';
import { readBody, refused } from '../body/readBody';
import type { EndpointRequest } from '../chatProtocol';
import { chatBody, type ChatBody } from './chatBody';

type BodyMessage = ChatBody['messages'][number];

/** Throws `RequestProblem` for a body that cannot be served. */
export function readChat(value: unknown): EndpointRequest {
  const body = readBody(chatBody, value);
  return {
    request: requestOf(body),
    model: body.model,
    isStreamed: body.stream === true,
    wantsUsage: body.stream_options?.include_usage === true,
  };
}

function requestOf(body: ChatBody): ChatRequest {
  const system = body.messages.flatMap((message) =>
    message.role === 'system' || message.role === 'developer' ? [textIn(message.content)] : [],
  );
  const stop = typeof body.stop === 'string' ? [body.stop] : body.stop;
  const responseFormat = responseFormatOf(body);
  const maxOutputTokens = body.max_completion_tokens ?? body.max_tokens;
  const messages = messagesOf(body.messages);
  if (messages.length === 0) throw refused(l10n.t('The request has no message.'));
  return {
    ...(system.length > 0 ? { system: system.join('\n\n') } : {}),
    messages,
    ...offeredTools((body.tools ?? []).map(toolOf), toolChoiceOf(body)),
    ...(responseFormat === undefined ? {} : { responseFormat }),
    ...(maxOutputTokens && maxOutputTokens > 0 ? { maxOutputTokens } : {}),
    ...(typeof body.temperature === 'number' ? { temperature: body.temperature } : {}),
    ...(stop?.length ? { stop } : {}),
  };
}

function toolOf({ function: { name, description, parameters } }: NonNullable<ChatBody['tools']>[number]) {
  return { name, description: description ?? '', inputSchema: parameters ?? { type: 'object', properties: {} } };
}

function toolChoiceOf({ tool_choice: choice }: ChatBody): ToolChoice | undefined {
  return typeof choice === 'object' && choice !== null ? { name: choice.function.name } : (choice ?? undefined);
}

function responseFormatOf({ response_format: format }: ChatBody): ResponseFormat | undefined {
  switch (format?.type) {
    case 'json_object':
      return { type: 'json' };
    case 'json_schema': {
      const { name, schema, strict } = format.json_schema;
      return { type: 'json-schema', name, schema, ...(typeof strict === 'boolean' ? { isStrict: strict } : {}) };
    }
    case 'text':
    case undefined:
      return undefined;
  }
}

/** Results of parallel calls are one turn of the user's, as they are at every vendor but OpenAI. */
function messagesOf(messages: readonly BodyMessage[]): readonly Message[] {
  const turns: { role: Message['role']; parts: Part[] }[] = [];
  let wasResult = false;
  for (const message of messages) {
    const parts = partsOf(message);
    const last = turns.at(-1);
    const isResult = message.role === 'tool';
    if (isResult && wasResult && last) last.parts.push(...parts);
    else if (parts.length > 0) turns.push({ role: message.role === 'assistant' ? 'assistant' : 'user', parts });
    wasResult = isResult;
  }
  return turns;
}

function partsOf(message: BodyMessage): Part[] {
  switch (message.role) {
    case 'system':
    case 'developer':
      return [];
    case 'user':
      if (typeof message.content === 'string') return [{ type: 'text', text: message.content }];
      return message.content.map((part) =>
        part.type === 'image_url' ? imageOfUrl(part.image_url.url) : { type: 'text', text: part.text },
      );
    case 'assistant': {
      const text = textIn(message.content ?? '');
      const calls = (message.tool_calls ?? []).map(({ id, function: { name, arguments: json } }): Part => {
        return { type: 'tool-call', id, name, input: inputOf(json) };
      });
      return [...(text === '' ? [] : [{ type: 'text' as const, text }]), ...calls];
    }
    case 'tool':
      return [{ type: 'tool-result', callId: message.tool_call_id, text: textIn(message.content), isError: false }];
  }
}

/** What a model of another provider wrote may be broken, and the conversation goes on all the same. */
function inputOf(json: string): Json {
  try {
    return JSON.parse(json.trim() === '' ? '{}' : json) as Json;
  } catch {
    return { arguments: json };
  }
}

type Content = string | readonly ({ readonly text: string } | { readonly refusal: string })[];

function textIn(content: Content): string {
  if (typeof content === 'string') return content;
  return content.map((part) => ('text' in part ? part.text : part.refusal)).join('');
}
