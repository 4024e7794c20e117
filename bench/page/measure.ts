import type { Browser } from 'playwright-core';
import { randomLogNormal } from 'd3-random';
import type { Answer } from '../../src/engine/chat/conversation/answerState';
import type { ChatView, HostMessage, TurnView } from '../../src/engine/chat/view/protocol';
import type { Input } from './input';
import { Stage } from './stage';
import type { Task } from './trace';

/** How an answer comes: as it is written, or whole, as when a conversation is opened again. */
export const arrivals = ['pieces', 'at once'] as const;
export type Arrival = (typeof arrivals)[number];

export interface Measured {
  /** Milliseconds of the longest task, by the thread's processor time and by the clock. */
  readonly cpuMs: number;
  readonly wallMs: number;
  readonly longestKeyMs: number;
  readonly updates: number;
  /** Nothing was left to draw when the time was up. */
  readonly isDone: boolean;
  /** Every letter and digit of the answer is on the page, in its order, once it is done. */
  readonly isWhole: boolean;
  /** What took the longest task its time. */
  readonly parts: Task['parts'];
}

/** Milliseconds between two pieces, as the extension's host gathers them. */
const everyMs = 32;

/** Characters of a piece: a fast provider's, now and then a burst. */
const piece = { mu: Math.log(1_200), sigma: 1.2, most: 20_000 };

const warmUp = 'Some **words**.\n\n- a list\n- `of` two\n\n```ts\nconst a = 1;\n```\n\n| a |\n|---|\n| b |\n\nThe end.';

const chain: ChatView['chain'] = { providers: [], isPinned: false };
const writer = { providerId: 'alpha', label: 'Alpha', model: 'alpha-1' };
const others = ['Beta', 'Gamma', 'Delta'].map((label) => ({ providerId: label, label, model: `${label}-1` }));

/** `seams`: where others write on, in turn. */
function answer(text: string, state: Answer['state'], seams: readonly number[] = []): Answer {
  const writers = [writer, ...seams.map((_, index) => others[index % others.length] ?? writer)];
  const switches = seams.map((at, index) => ({
    ...{ from: writers[index] ?? writer, to: writers[index + 1] ?? writer },
    ...{ mode: 'continued' as const, why: 'it broke off', at },
  }));
  return { state, text, thinking: '', writers: [...new Set(writers)], switches };
}

const turn: Omit<TurnView, 'answer'> = {
  id: '1',
  prompt: 'Go on.',
  askedAt: 0,
  context: [],
  images: [],
  branch: { ids: ['1'], index: 0 },
  code: { blocks: 0, isCut: false },
};

const restOfView: Pick<ChatView, 'conversation' | 'images' | 'queue' | 'queueNote' | 'tokens' | 'notice'> = {
  conversation: { id: '1', title: 'Go on.' },
  images: [],
  queue: [],
  queueNote: '',
  tokens: { parts: [], tokens: 0 },
  notice: '',
};

const viewOf = (text: string, state: Answer['state']): HostMessage => ({
  type: 'view',
  view: {
    turns: [{ ...turn, answer: answer(text, state) }],
    draft: '',
    context: [],
    chain,
    ...restOfView,
  },
});

const turnOf = (text: string, state: Answer['state'], seams?: readonly number[]): HostMessage => ({
  type: 'turn',
  turn: { ...turn, answer: answer(text, state, seams) },
});

const ended = (text: string, seams?: readonly number[]): HostMessage =>
  turnOf(text, { type: 'done', reason: 'stop' }, seams);

export async function measure(browser: Browser, input: Input, arrival: Arrival): Promise<Measured> {
  const { text, seams } = input;
  const stage = await Stage.open(browser);
  try {
    // A page that has been used: compiled, and with its styles.
    await stage.play([viewOf('', { type: 'writing' }), ...inPieces(warmUp, 20), ended(warmUp)], 5);
    await stage.play([viewOf('', { type: 'writing' })], 5);
    const end = ended(text, seams);
    const messages = arrival === 'at once' ? [end] : [...written(input), end];
    const { tasks, updates, isDone, longestKeyMs } = await stage.measure(messages, everyMs);
    const longest = tasks.reduce((most, task) => (task.cpuMs > most.cpuMs ? task : most), idle);
    return {
      cpuMs: longest.cpuMs,
      wallMs: Math.max(0, ...tasks.map(({ wallMs }) => wallMs)),
      longestKeyMs,
      updates,
      isDone,
      isWhole: !isDone || holds(await stage.answerText(), text),
      parts: longest.parts,
    };
  } finally {
    await stage.close();
  }
}

/** The text after a fence, up to a space. */
const languages = /^([ >]*(?:`{3,}|~{3,}))[\w+#.-]+/gm;

const idle: Task = { cpuMs: 0, wallMs: 0, parts: {} };

/** Piece by piece, with a switch at each seam. */
function written({ text, seams = [] }: Input): readonly HostMessage[] {
  const ends = [...seams, text.length];
  return ends.flatMap((end, index) => {
    const start = seams[index - 1] ?? 0;
    const before = text.slice(0, start);
    const switched = index === 0 ? [] : [turnOf(before, { type: 'writing' }, seams.slice(0, index))];
    return [...switched, ...inPieces(text.slice(0, end), undefined, start)];
  });
}

function inPieces(text: string, mean?: number, start = 0): readonly HostMessage[] {
  const draw = randomLogNormal(piece.mu, piece.sigma);
  const messages: HostMessage[] = [];
  for (let at = start; at < text.length;) {
    const length = mean ?? Math.ceil(Math.min(piece.most, draw()));
    messages.push({ type: 'text', turnId: '1', at, text: text.slice(at, at + length) });
    at += length;
  }
  return messages;
}

/**
 * Marks of Markdown, references and the names of entities go, a list's numbers are drawn by the browser, and a language has its
 * name for people.
 */
function holds(shown: string, text: string): boolean {
  const lettersOf = (of: string): string => of.replace(/&amp;|[^\p{L}\p{N}]/gu, '');
  const [seen, sent] = [lettersOf(shown), lettersOf(text.replace(languages, '$1'))];
  let at = 0;
  let missing = 0;
  for (const letter of sent) {
    const found = seen.slice(at, at + 200).indexOf(letter);
    if (found >= 0) at += found + 1;
    else missing += 1;
  }
  return missing <= sent.length / 3;
}
