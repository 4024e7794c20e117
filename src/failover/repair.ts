import type { Repair } from '../model/failure';
import type { ChatRequest } from '../model/request';

/**
 * The same request without what the route refused; undefined where nothing can be left out. A refused prefill is not
 * repaired here: the route is asked again with a continuation turn instead.
 */
export function repairRequest(request: ChatRequest, repair: Exclude<Repair, 'prefill'>): ChatRequest | undefined {
  switch (repair) {
    case 'thinking-signature':
      return {
        ...request,
        messages: request.messages
          .map((message) => ({ ...message, parts: message.parts.filter((part) => part.type !== 'thinking') }))
          .filter((message) => message.parts.length > 0),
      };
    case 'parameter':
      if (request.temperature === undefined && request.stop === undefined) return undefined;
      return { ...request, temperature: undefined, stop: undefined };
    case 'tool-call-id':
      return undefined;
  }
}
