import type { ChatRequest } from '../../model/request';
import { type Message, textMessage } from '../../model/message';
import { anchorOf, insideFence, type Seam, solidOf } from './seam';

/**
 * The request that lets another model go on from a broken-off answer. A model with prefill gets the text as its own
 * unfinished turn; any other gets it as a finished turn and is asked to go on, beginning with the last words, so that the
 * place where the two texts meet can be found exactly.
 */
export function continuationRequest(request: ChatRequest, seam: Seam, prefill: boolean): ChatRequest {
  const shown = solidOf(seam);
  const messages: Message[] = [...request.messages, textMessage('assistant', shown)];
  if (!prefill) messages.push(textMessage('user', instruction(seam)));
  return { ...request, messages };
}

function instruction(seam: Seam): string {
  const place = insideFence(seam.kept) ? ' You are inside a code block: do not open it again.' : '';
  return (
    'Your answer was cut off by the network. Write the rest of it, in the same language and format.' +
    ` Begin by repeating these last words exactly, then go straight on:${place}\n\n${anchorOf(seam)}`
  );
}
