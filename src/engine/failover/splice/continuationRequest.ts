import type { ChatRequest } from '../../model/request';
import { type Message, textMessage } from '../../model/message';
import { anchorOf, insideFence, type CutPoint, solidOf } from './cutPoint';

/** How an answer that broke off is taken up by the next route. */
export interface Resume {
  readonly seam: CutPoint;
  /** The model gets the text as its own unfinished turn, and need not repeat anything. */
  readonly prefill: boolean;
}

/**
 * The request that lets another model go on from a broken-off answer. A model with prefill gets the text as its own
 * unfinished turn; any other gets it as a finished turn and is asked to go on, beginning with the last words, so that the
 * place where the two texts meet can be found exactly.
 */
export function continuationRequest(request: ChatRequest, { seam, prefill }: Resume): ChatRequest {
  const shown = solidOf(seam);
  const messages: Message[] = [...request.messages, textMessage('assistant', shown)];
  if (!prefill) messages.push(textMessage('user', instruction(seam)));
  return { ...request, messages };
}

/** In the user's own words: what reads like a message of some system is refused as an injection by careful models. */
function instruction(seam: CutPoint): string {
  const place = insideFence(seam.kept) ? ' You are inside a code block: do not open it again.' : '';
  return (
    'Your answer was cut off. Please write the rest of it, in the same language and format, without any remark.' +
    ` Begin by repeating exactly these last words of it, then go straight on:${place}\n\n${anchorOf(seam)}`
  );
}
