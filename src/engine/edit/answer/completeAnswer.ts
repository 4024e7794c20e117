import type { AnswerEvent } from '../../failover/api/answer';
import { type Problem, problemOf } from '../../failover/api/problem';
import type { FinishReason } from '../../model/stream/stream';

/** How a request for an edit ended. */
export type AnswerEnd =
  | { readonly type: 'done'; readonly text: string; readonly reason: FinishReason }
  | { readonly type: 'failed'; readonly text: string; readonly problem: Problem }
  | { readonly type: 'cancelled'; readonly text: string };

/**
 * Reads an answer to its end. `onText`: all of the text that counts by now, after each change; what an earlier provider wrote and
 * a later one took back is gone.
 */
export async function completeAnswer(
  events: AsyncIterable<AnswerEvent>,
  onText: (text: string) => void = () => {},
): Promise<AnswerEnd> {
  let text = '';
  for await (const event of events) {
    if (event.type === 'text' || event.type === 'retract') {
      text = event.type === 'text' ? text + event.text : text.slice(0, event.length);
      onText(text);
    } else if (event.type === 'done') {
      return { type: 'done', text, reason: event.reason };
    } else if (event.type === 'failed') {
      return { type: 'failed', text, problem: problemOf(event.failure, text !== '') };
    } else if (event.type === 'cancelled') {
      return { type: 'cancelled', text };
    }
  }
  return { type: 'cancelled', text };
}
