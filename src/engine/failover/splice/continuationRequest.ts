import type { ChatRequest } from '../../model/request/request';
import { withFormInWords } from '../../model/request/responseFormat';
import { type Message, textMessage } from '../../model/request/message';
import { anchorOf, insideFence, type CutPoint, solidOf } from './cutPoint';

/** How the next route goes on with an answer that broke off. */
export interface Resume {
  readonly cutPoint: CutPoint;
  /** The model gets the text as its own unfinished turn and repeats nothing. */
  readonly prefill: boolean;
}

/**
 * The request that lets another model go on from a broken-off answer. A model with prefill gets the text as its own
 * unfinished turn; any other gets it as a finished turn and is asked to go on, beginning with the last words, so that the
 * place where the two texts meet can be found exactly.
 */
export function continuationRequest(request: ChatRequest, { cutPoint, prefill }: Resume): ChatRequest {
  const shown = solidOf(cutPoint);
  const messages: Message[] = [...request.messages, textMessage('assistant', shown)];
  if (!prefill) messages.push(textMessage('user', instruction(cutPoint)));
  // A host that holds its model to the form would have it begin a new answer, which the rest of one is not.
  return { ...withFormInWords(request), messages };
}

/** In the words of a user: careful models refuse a message that reads like one of a system as an injection. */
function instruction(cutPoint: CutPoint): string {
  const place = insideFence(cutPoint.stable) ? ' You are inside a code block: do not open it again.' : '';
  return (
    'Your answer was cut off. Please write the rest of it, in the same language and format, without any remark.' +
    ` Begin by repeating exactly these last words of it, then go straight on:${place}\n\n${anchorOf(cutPoint)}`
  );
}
