import type { Message, Part } from '../model/request/message';
import type { ChatRequest } from '../model/request/request';
import { withTexts } from '../model/text/jsonValue';
import type { RestorableMasks } from './restorableMasks';

/** A request with a placeholder for each secret in its texts, in what tools were asked for and in what they found. */
export function maskedRequest(request: ChatRequest, masks: RestorableMasks): ChatRequest {
  const { system, messages } = request;
  return {
    ...request,
    ...(system === undefined ? {} : { system: masks.mask(system) }),
    messages: messages.map((message): Message => ({
      ...message,
      parts: message.parts.map((part) => masked(part, masks)),
    })),
  };
}

function masked(part: Part, masks: RestorableMasks): Part {
  switch (part.type) {
    case 'text':
    case 'tool-result':
      return { ...part, text: masks.mask(part.text) };
    case 'tool-call':
      return { ...part, input: withTexts(part.input, (text) => masks.mask(text)) };
    // A model wrote it, who saw no secret, and signed it.
    case 'thinking':
    case 'image':
      return part;
  }
}
