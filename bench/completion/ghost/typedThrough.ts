import { setTimeout as wait } from 'node:timers/promises';
import { epochNow } from '../../time/epoch';
import { type Exercise, lineOfExercise, shownText } from './practice';
import type { Stage } from './stage';
import type { Look } from './watcher';

/** Milliseconds between two keys: slow enough that whoever asks after a pause does ask. */
const betweenKeys = 250;

/** Keys after which three characters are deleted and typed again. */
const deletesAfter = 6;
const deletes = 3;

/** What was seen while an offered text was typed by hand. */
export interface TypedThrough {
  readonly exercise: string;
  /** Whether there was an offer to type along with. */
  readonly offered: boolean;
  readonly keys: number;
  /** Requests that arrived before the last key, and those of them while characters were deleted and typed again. */
  readonly requests: number;
  readonly requestsWhileDeleting: number;
  readonly frames: number;
  /** Frames behind a key that was drawn already, in which no ghost text was to be seen. */
  readonly without: number;
  /** Frames in which what was to be seen was not what had been offered, nor a part of it. */
  readonly against: number;
  /** The same within the frame of a key. */
  readonly withoutAtKey: number;
  /** Keys behind which ghost text was missing or wrong for at least a frame, with the first thing seen. */
  readonly faults: readonly {
    readonly key: number;
    readonly pressed: string;
    readonly frames: number;
    readonly text: string;
  }[];
}

/** Brings the offer by its first key and types the rest of it. `arrivals`: of requests so far, since the epoch. */
export async function typeThrough(
  exercise: Exercise,
  { workbench, watcher }: Stage,
  arrivals: () => readonly number[],
): Promise<TypedThrough> {
  const [first = '', ...rest] = keysOf(exercise);
  await workbench.goToLineEnd(lineOfExercise(exercise));
  await wait(betweenKeys);
  const offered = (await watcher.press(first)) !== undefined;
  await wait(betweenKeys);
  const deleted = rest.slice(deletesAfter - deletes, deletesAfter);
  const again = [...Array.from({ length: deletes }, () => 'Backspace'), ...deleted];
  const keys = [...rest.slice(0, deletesAfter), ...again, ...rest.slice(deletesAfter)];
  const pressedAt: number[] = [];
  await watcher.begin();
  for (const key of keys) {
    if (pressedAt.length > 0) await wait(betweenKeys);
    pressedAt.push(epochNow());
    await workbench.press(key);
  }
  const looks = await watcher.end();
  await workbench.press('Escape');
  const between = (from: number, to: number): number =>
    arrivals().filter((at) => at >= (pressedAt[from] ?? 0) && at < (pressedAt[to] ?? 0)).length;
  return {
    exercise: exercise.name,
    offered,
    keys: keys.length,
    requests: between(0, keys.length - 1),
    requestsWhileDeleting: between(deletesAfter, deletesAfter + again.length),
    ...judge(looks, exercise, keys),
  };
}

/** The editor indents a new line by itself. */
function keysOf({ text, given }: Exercise): readonly string[] {
  const typed = text.slice(0, text.length - given).replace(/\n +/g, '\n');
  return Array.from(typed, (character) => (character === '\n' ? 'Enter' : character));
}

function judge(
  looks: readonly Look[],
  exercise: Exercise,
  keys: readonly string[],
): Pick<TypedThrough, 'frames' | 'without' | 'against' | 'withoutAtKey' | 'faults'> {
  // With the last key the offer is used up.
  const judged = looks.filter((look) => look.keys < keys.length);
  const sum = (some: readonly Look[]): number => some.reduce((frames, look) => frames + look.frames, 0);
  const isAgainst = (look: Look): boolean => look.hasGhost && !isPartOf(shownText(look.text, exercise), exercise);
  const drawn = judged.filter(({ isFresh }) => !isFresh);
  const bad = drawn.filter((look) => !look.hasGhost || isAgainst(look));
  const faults = [...new Set(bad.map((look) => look.keys))].map((key) => {
    const ofKey = bad.filter((look) => look.keys === key);
    const text = shownText(ofKey[0]?.text ?? '', exercise).join('\n');
    return { key, pressed: keys[key - 1] ?? '', frames: sum(ofKey), text };
  });
  return {
    frames: sum(judged),
    without: sum(drawn.filter(({ hasGhost }) => !hasGhost)),
    against: sum(drawn.filter(isAgainst)),
    withoutAtKey: sum(judged.filter(({ isFresh, hasGhost }) => isFresh && !hasGhost)),
    faults,
  };
}

/** Whether these are lines of the finished exercise, in its order: fewer of them than there could be are no contradiction. */
function isPartOf(lines: readonly string[], { anchor, text }: Exercise): boolean {
  const finished = `${anchor}${text}`.split('\n');
  let next = 0;
  return lines.every((line) => {
    next = finished.indexOf(line, next) + 1;
    return next > 0;
  });
}
