import type { Repair } from '../../model/failure/failure';
import type { Message } from '../../model/request/message';
import type { ChatRequest } from '../../model/request/request';

/**
 * The same request without the part that the route refused; undefined where nothing can be left out. A refused prefill is
 * not repaired here: the route is asked again with a continuation turn instead.
 */
export function repairRequest(request: ChatRequest, repair: Exclude<Repair, 'prefill'>): ChatRequest | undefined {
  switch (repair) {
    case 'thinking-signature':
      if (!request.messages.some((message) => message.parts.some((part) => part.type === 'thinking'))) return undefined;
      return {
        ...request,
        messages: request.messages
          .map((message) => ({ ...message, parts: message.parts.filter((part) => part.type !== 'thinking') }))
          .filter((message) => message.parts.length > 0),
      };
    case 'parameter':
      if (request.temperature === undefined && request.stop === undefined) return undefined;
      return { ...request, temperature: undefined, stop: undefined };
    case 'window':
      // The provider asks for a larger one by now.
      return request;
    case 'tool-call-id':
      if (!request.messages.some(({ parts }) => parts.some((part) => part.type === 'tool-call'))) return undefined;
      return { ...request, messages: withPlainIds(request.messages) };
  }
}

/**
 * Numbers the calls in nine letters and digits: Mistral's models want this form through every gateway, and all others take
 * it, too.
 */
function withPlainIds(messages: readonly Message[]): Message[] {
  /** A repeated id means the later call from then on. */
  const plain = new Map<string, string>();
  let calls = 0;
  return messages.map((message) => ({
    ...message,
    parts: message.parts.map((part) => {
      if (part.type === 'tool-result') return { ...part, callId: plain.get(part.callId) ?? part.callId };
      if (part.type !== 'tool-call') return part;
      const id = `call${String(calls).padStart(5, '0')}`;
      calls += 1;
      plain.set(part.id, id);
      return { ...part, id };
    }),
  }));
}
