import type { AnswerEvent } from '../../failover/api/answer';
import { CommittedAnswer, type CommittedStep } from './committedAnswer';

/**
 * The steps of an answer up to its end. `isWhole`: all of it comes when it has ended, or nothing. Stops to read the answer where
 * it cannot be sent any more, which ends the request.
 */
export async function* committedSteps(
  answer: AsyncIterable<AnswerEvent>,
  isWhole: boolean,
): AsyncGenerator<CommittedStep, void, undefined> {
  const committed = new CommittedAnswer(isWhole);
  for await (const event of answer) {
    for (const step of committed.push(event)) {
      yield step;
      if (step.type === 'end' || step.type === 'problem' || step.type === 'cancelled') return;
    }
  }
}
