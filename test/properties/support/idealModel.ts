import { textOf } from '../../../src/engine/model/request/message';
import type { ChatRequest } from '../../../src/engine/model/request/request';

/** How a model goes on that is asked to continue an answer. */
export type Manner =
  /** As it is asked to: from the words that it is given, or straight on from a prefill. */
  | 'exactly'
  /** With a remark before it. */
  | 'with-remark'
  /** Opens the code block again in which it is; elsewhere exactly. */
  | 'with-fence'
  /** From the beginning of the answer. */
  | 'anew';

/**
 * What a model writes that knows the answer by heart and follows the request to the letter: the whole of it, or what is
 * still missing of it where the request says that a part is there already.
 */
export function toWrite(answer: string, request: ChatRequest, manner: Manner): string {
  const last = request.messages.at(-1);
  const before = request.messages.at(-2);
  if (last?.role === 'assistant') return manner === 'anew' ? answer : answer.slice(textOf(last).length);
  const anchor = last && /^Your answer was cut off[^]*?\n\n([^]+)$/.exec(textOf(last))?.[1];
  if (anchor === undefined || before?.role !== 'assistant' || manner === 'anew') return answer;
  const rest = anchor + answer.slice(textOf(before).length);
  if (manner === 'with-remark') return `Sure, continuing where I left off:\n\n${rest}`;
  if (manner === 'with-fence' && textOf(before).split('```').length % 2 === 0) return `\`\`\`ts\n${rest}`;
  return rest;
}
