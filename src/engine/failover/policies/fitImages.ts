import { imageFactsOf } from '../../model/request/image';
import type { Message } from '../../model/request/message';
import type { ChatRequest } from '../../model/request/request';
import type { Route } from '../../model/route/route';
import { imageProblem } from './imageProblem';
import { lastQuestion } from './trimToWindow';

const note = '[An image was shown here. It is left out because this model cannot take it.]';

/**
 * The request with images of earlier turns replaced by a note where the route cannot take them. The last question keeps its
 * images: a route that cannot take those is not asked. `sees`: undefined where it is not known. The same request where nothing
 * has to be left out.
 */
export function fitImages(
  request: ChatRequest,
  route: Route,
  sees: boolean | undefined,
): { readonly request: ChatRequest; readonly leftOut: number } {
  const { messages } = request;
  const from = lastQuestion(messages);
  let room = (route.server?.images?.maxCount ?? Infinity) - imagesIn(messages.slice(from));
  let leftOut = 0;
  const fitted = [...messages];
  // The latest first: they are more likely to be asked about.
  for (let index = from - 1; index >= 0; index -= 1) {
    const message = messages[index];
    if (!message || imagesIn([message]) === 0) continue;
    const parts = message.parts.map((part) => {
      if (part.type !== 'image') return part;
      if (room > 0 && imageProblem(route, sees, [imageFactsOf(part)]) === undefined) {
        room -= 1;
        return part;
      }
      leftOut += 1;
      return { type: 'text', text: note } as const;
    });
    fitted[index] = { ...message, parts };
  }
  return leftOut === 0 ? { request, leftOut } : { request: { ...request, messages: fitted }, leftOut };
}

function imagesIn(messages: readonly Message[]): number {
  return messages.reduce((sum, { parts }) => sum + parts.filter(({ type }) => type === 'image').length, 0);
}
