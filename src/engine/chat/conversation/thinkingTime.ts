import type { AnswerEvent } from '../../failover/api/answer';
import type { Answer } from './answerState';

/** Measures how long a model thinks visibly: from the first to the last of its thoughts, added up over the providers of one answer. */
export class ThinkingTime {
  private firstMs: number | undefined;
  private beforeMs = 0;

  /** Milliseconds by now, with this event; `nowMs` from a monotonic clock, `answer` as it stands before the event. */
  after(event: AnswerEvent, answer: Answer, nowMs: number): number {
    if (event.type === 'attempt') {
      this.firstMs = undefined;
      this.beforeMs = answer.thinkingMs ?? 0;
    }
    if (event.type === 'thinking') this.firstMs ??= nowMs;
    return this.beforeMs + (this.firstMs === undefined ? 0 : nowMs - this.firstMs);
  }
}
