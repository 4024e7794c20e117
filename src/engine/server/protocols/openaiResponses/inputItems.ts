import type { Json, Part } from '../../../model/request/message';
import type { ChatRequest } from '../../../model/request/request';
import { Conversation } from '../body/conversation';
import { imageOfUrl } from '../body/inlineImage';
import { signatureOf } from '../body/keptSignature';
import type { Content, Item, ResponsesBody } from './responsesBody';
import { customInput, modelName } from './responsesTools';

/** The type of the providers that this protocol's own signatures are valid for. */
export const ownOrigin = 'openai';

/** The conversation of a body. Throws `RequestProblem`. */
export function conversationOf({
  input,
  instructions,
}: Pick<ResponsesBody, 'input' | 'instructions'>): Pick<ChatRequest, 'system' | 'messages'> {
  const conversation = new Conversation();
  conversation.instruct(instructions ?? '');
  if (typeof input === 'string') conversation.add('user', [{ type: 'text', text: input }]);
  else for (const item of input) add(item, conversation);
  return conversation.read();
}

function add(item: Item, conversation: Conversation): void {
  switch (item.type) {
    case 'message':
      if (item.role === 'user' || item.role === 'assistant') conversation.add(item.role, partsOf(item.content));
      else conversation.instruct(textIn(item.content));
      return;
    case 'function_call':
      addCall(item, argumentsIn(item.arguments), conversation);
      return;
    case 'custom_tool_call':
      addCall(item, customInput(item.input), conversation);
      return;
    case 'function_call_output':
    case 'custom_tool_call_output':
      conversation.add('user', resultParts(item));
      return;
    case 'reasoning': {
      const text = (item.content ?? item.summary ?? []).map((each) => each.text).join('\n\n');
      conversation.add('assistant', [{ type: 'thinking', text, ...signatureOf(item.encrypted_content, ownOrigin) }]);
      return;
    }
    default:
      return;
  }
}

type Of<T extends Item['type']> = Extract<Item, { type: T }>;
type Call = Of<'function_call'> | Of<'custom_tool_call'>;

function addCall(call: Call, input: Json, conversation: Conversation): void {
  conversation.add('assistant', [{ type: 'tool-call', id: call.call_id, name: modelName(call), input }]);
}

/** What is no JSON stays readable: the result after it tells what became of it. */
function argumentsIn(text: string): Json {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text) as Json;
  } catch {
    return { arguments: text };
  }
}

function partsOf(content: string | readonly Content[]): readonly Part[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : content.map(partOf);
}

function partOf(content: Content): Part {
  switch (content.type) {
    case 'input_image':
      return imageOfUrl(content.image_url);
    case 'refusal':
      return { type: 'text', text: content.refusal };
    default:
      return { type: 'text', text: content.text };
  }
}

function textIn(content: string | readonly Content[]): string {
  return partsOf(content)
    .map((part) => (part.type === 'text' ? part.text : ''))
    .join('\n\n');
}

/** A result is text; its images follow it. The protocol does not say whether it is an error. */
function resultParts({ call_id, output }: Of<'function_call_output'> | Of<'custom_tool_call_output'>): readonly Part[] {
  const parts = partsOf(output);
  const text = parts.map((part) => (part.type === 'text' ? part.text : '[The image follows.]')).join('\n');
  return [
    { type: 'tool-result', callId: call_id, text, isError: false },
    ...parts.filter(({ type }) => type === 'image'),
  ];
}
