import { withTexts } from '../../model/text/jsonValue';
import type { RestorableMasks } from '../../privacy/restorableMasks';
import type { CommittedStep } from './committedAnswer';

/**
 * The steps of an answer with secrets where its model wrote their placeholders. Thinking stays as it is: vendors sign it, and
 * take it back only unchanged.
 */
export async function* restoredSteps(
  steps: AsyncIterable<CommittedStep>,
  masks: RestorableMasks,
): AsyncGenerator<CommittedStep> {
  let waiting = '';
  const flush = function* (): Generator<CommittedStep> {
    const text = masks.restore(waiting);
    waiting = '';
    if (text !== '') yield { type: 'event', event: { type: 'text', text } };
  };
  for await (const step of steps) {
    if (step.type === 'event' && step.event.type === 'text') {
      const text = waiting + step.event.text;
      const length = masks.restorable(text);
      waiting = text.slice(0, length);
      yield* flush();
      waiting = text.slice(length);
      continue;
    }
    if (step.type !== 'attempt') yield* flush();
    yield step.type === 'event' && step.event.type === 'tool-call'
      ? { type: 'event', event: { ...step.event, input: withTexts(step.event.input, (text) => masks.restore(text)) } }
      : step;
  }
}
