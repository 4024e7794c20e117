import { ask, type Answer } from './ask';
import { processorMs } from './processorTime';
import type { Pace, Subject } from './subject';

/** A way of asking whose costs are compared. */
export interface Load {
  readonly name: string;
  readonly pace: Pace;
  /** Answers under way at once. */
  readonly atOnce: number;
}

export interface Measured {
  readonly subject: Subject;
  readonly answers: readonly Answer[];
  /** Milliseconds of its process, of each round of answers that are under way at once, for one of them. */
  readonly cpuMs: readonly number[];
}

const warmUpAnswers = 50;

/** All take turns, each round in another order, so that what else the machine does meets all alike. */
export async function measure(
  subjects: readonly Subject[],
  { pace, atOnce }: Load,
  requests: number,
): Promise<readonly Measured[]> {
  const all = subjects.map((subject) => ({ subject, answers: [] as Answer[], cpuMs: [] as number[] }));
  const warmUps = Math.ceil(warmUpAnswers / atOnce);
  for (let round = -warmUps; round < requests / atOnce; round += 1) {
    for (let turn = 0; turn < all.length; turn += 1) {
      const each = all[(turn + round + warmUps) % all.length];
      if (each === undefined) continue;
      const before = cpuOf(each.subject);
      const answers = await Promise.all(Array.from({ length: atOnce }, () => ask(each.subject, pace)));
      const after = cpuOf(each.subject);
      if (round < 0) continue;
      each.answers.push(...answers);
      each.cpuMs.push((after - before) / atOnce);
    }
  }
  return all;
}

function cpuOf({ pid }: Subject): number {
  return pid === undefined ? NaN : processorMs(pid);
}
