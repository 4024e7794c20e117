import type { ChatRequest } from '../../model/request';
import { type Message, textMessage } from '../../model/message';
import { insideFence, type Seam } from './seam';

/** Characters of the text shown so far that the continuing model is asked to begin with. */
const anchorLength = 60;

/**
 * The request that lets another model go on from a broken-off answer. A model with prefill gets the text as its own
 * unfinished turn; any other gets it as a finished turn and is asked to go on, beginning with the last words, so that the
 * place where the two texts meet can be found exactly.
 */
export function continuationRequest(request: ChatRequest, seam: Seam, prefill: boolean): ChatRequest {
  const shown = seam.kept.slice(0, seam.kept.length - seam.gap.length);
  const messages: Message[] = [...request.messages, textMessage('assistant', shown)];
  if (!prefill) messages.push(textMessage('user', instruction(shown)));
  return { ...request, messages };
}

/** The last words of the text, whole words only where there are any. */
function anchorOf(shown: string): string {
  const end = shown.slice(-anchorLength);
  if (shown.length <= anchorLength) return end;
  const word = end.search(/\s\S/);
  return word < 0 ? end : end.slice(word + 1);
}

function instruction(shown: string): string {
  const place = insideFence(shown) ? ' You are inside a code block: do not open it again.' : '';
  return (
    'Your answer was cut off by the network. Write the rest of it, in the same language and format.' +
    ` Begin by repeating these last words exactly, then go straight on:${place}\n\n${anchorOf(shown)}`
  );
}
