import { performance } from 'node:perf_hooks';
import { compare, type Difference, type ShownCall } from '../scenario/count';
import type { Ask } from '../engines/engine';
import type { Question } from '../scenario/questions';

/** `answered`: said to be whole. `no-answer`: neither ended nor failed within the patience. */
export type Outcome = 'answered' | 'error' | 'no-answer';

/** What a person saw of one question; times in milliseconds from the question on. */
export interface Exchange {
  readonly outcome: Outcome;
  readonly difference: Difference;
  /** Until the first text; absent when there was none. */
  readonly firstMs?: number;
  readonly totalMs: number;
  /** The longest time in which nothing new was shown. */
  readonly longestWaitMs: number;
  /** Characters that were shown and taken back, whether they came again or not. */
  readonly takenBack: number;
  /** What was shown in the end. */
  readonly text: string;
}

/** Asks once, and looks away for good when the patience is over; milliseconds. */
export async function exchange(ask: Ask, question: Question, patience: number): Promise<Exchange> {
  const startedAt = performance.now();
  const controller = new AbortController();
  const calls: ShownCall[] = [];
  const seen = { shown: '', takenBack: 0, longestWaitMs: 0, firstMs: undefined as number | undefined };
  let lastAt = startedAt;
  const reading = (async (): Promise<Outcome> => {
    for await (const told of ask(question, controller.signal)) {
      if (controller.signal.aborted) return 'no-answer';
      const now = performance.now();
      if (told.type === 'retract') {
        seen.takenBack += seen.shown.length - told.length;
        seen.shown = seen.shown.slice(0, told.length);
        continue;
      }
      seen.firstMs ??= now - startedAt;
      seen.longestWaitMs = Math.max(seen.longestWaitMs, now - lastAt);
      lastAt = now;
      if (told.type === 'call') calls.push(told);
      else seen.shown += told.text;
    }
    return 'answered';
  })().catch((): Outcome => 'error');
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Outcome>((resolve) => (timer = setTimeout(() => resolve('no-answer'), patience)));
  const outcome = await Promise.race([reading, late]);
  const endedAt = performance.now();
  clearTimeout(timer);
  controller.abort();
  const { shown, takenBack, firstMs } = seen;
  return {
    outcome,
    difference: compare({ text: shown, calls }, question),
    ...(firstMs === undefined ? {} : { firstMs }),
    totalMs: endedAt - startedAt,
    longestWaitMs: Math.max(seen.longestWaitMs, endedAt - lastAt),
    takenBack,
    text: shown,
  };
}

/** The whole answer once, and said to be whole. */
export function isExact({ outcome, difference }: Exchange): boolean {
  return outcome === 'answered' && difference.exact;
}
