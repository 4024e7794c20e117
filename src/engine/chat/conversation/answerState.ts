import type { AnswerEvent, LeftOut } from '../../failover/api/answer';
import { assertNever } from '../../model/failure/failure';
import type { Route } from '../../model/route/route';
import type { FinishReason } from '../../model/stream/stream';
import { type RequestUsage, requestUsageOf } from './requestUsage';
import { failureClause } from '../../model/failure/failureText';
import { type Problem, problemOf } from '../../failover/api/problem';

/** Who writes or wrote, as much of a route as a surface and the archive need. */
export interface Writer {
  readonly providerId: string;
  /** The provider's name for people. */
  readonly label: string;
  readonly model: string;
}

/** The answer moved to another provider. */
export interface SwitchNote {
  /** UTF-16 units of the answer's text that stand before the switch. */
  readonly at: number;
  readonly from: Writer;
  readonly to: Writer;
  readonly mode: 'before-text' | 'continued' | 'restarted';
  /** A clause: "Anthropic is overloaded (529)". */
  readonly why: string;
}

/** What the latest provider was not sent, since its model cannot hold or take it. */
export interface NotSent extends LeftOut {
  readonly to: Writer;
}

export type AnswerState =
  /** Waiting for the next content; `writer` is absent until a provider is chosen. */
  | { readonly type: 'asking'; readonly writer?: Writer }
  | { readonly type: 'writing' }
  | { readonly type: 'done'; readonly reason: FinishReason }
  /** The user stopped it. */
  | { readonly type: 'stopped' }
  /** The window went away while it was being written. */
  | { readonly type: 'interrupted' }
  /** No provider could serve, for a reason that passes: it is asked by itself when one can. */
  | {
      readonly type: 'waiting';
      /** Label of the provider that is expected back first. */
      readonly for: string;
      /** Since when it waits, milliseconds since the epoch. */
      readonly since: number;
      /** When it is expected, milliseconds since the epoch; absent where that is not known. */
      readonly until?: number;
      /** Label of a provider that could serve now, where the user has pinned another. */
      readonly elsewhere?: string;
      /** Why nobody could serve. */
      readonly problem: Problem;
    }
  | { readonly type: 'failed'; readonly problem: Problem };

export interface Answer {
  readonly state: AnswerState;
  readonly text: string;
  /** Reasoning that the model made visible. */
  readonly thinking: string;
  /** Milliseconds from the first to the last of it; absent where nothing was thought visibly. */
  readonly thinkingMs?: number;
  /** Who wrote the text shown, the latest last. */
  readonly writers: readonly Writer[];
  readonly switches: readonly SwitchNote[];
  /** Absent where all of the request was sent. */
  readonly notSent?: NotSent;
  readonly effort?: RequestUsage;
  /** Sent in later requests in place of this turn and all before it. */
  readonly summary?: Summary;
}

/** What a model made of the older half of a conversation. */
export interface Summary {
  readonly text: string;
  /** Turns that it stands for. */
  readonly turns: number;
  /** Who wrote it; absent where that is not known. */
  readonly writer?: Writer;
  readonly effort?: RequestUsage;
}

export const emptyAnswer: Answer = {
  state: { type: 'asking' },
  text: '',
  thinking: '',
  writers: [],
  switches: [],
};

export function isRunning(answer: Answer): boolean {
  return answer.state.type === 'asking' || answer.state.type === 'writing';
}

/** It is written, or will be by itself. */
export function isPending(answer: Answer): boolean {
  return isRunning(answer) || answer.state.type === 'waiting';
}

/**
 * The answer after one more event. Pure. Events after the end change nothing. `thinkingMs`: how long was thought visibly by now,
 * where that is measured.
 */
export function answerAfter(answer: Answer, event: AnswerEvent, thinkingMs?: number): Answer {
  if (!isRunning(answer)) return answer;
  switch (event.type) {
    case 'attempt':
      return {
        ...answer,
        state: { type: 'asking', writer: writerOf(event.route) },
        notSent: event.leftOut && { ...event.leftOut, to: writerOf(event.route) },
      };
    case 'text':
      return { ...begun(answer), text: answer.text + event.text };
    case 'thinking':
      return {
        ...begun(answer),
        thinking: answer.thinking + event.text,
        ...(thinkingMs === undefined ? {} : { thinkingMs }),
      };
    case 'tool-call':
      // No tools are offered to the model in a chat turn, so a call has nothing to show.
      return answer;
    case 'switched':
      return {
        // Thoughts of a provider that never came to an answer say nothing about the answer of the next.
        ...(event.mode === 'before-text' ? withoutThoughts(answer) : answer),
        switches: [
          ...answer.switches.filter((note) => !isReplaced(note, answer, event)),
          {
            at: answer.text.length,
            from: writerOf(event.from),
            to: writerOf(event.to),
            mode: event.mode,
            why: failureClause(event.from, event.failure),
          },
        ],
      };
    case 'choice-dropped': {
      const { providerId, model } = event.choice;
      const from = { providerId, label: providerId, model };
      const note = { at: 0, from, to: writerOf(event.to), mode: 'before-text', why: event.why } as const;
      return { ...answer, switches: [...answer.switches, note] };
    }
    case 'retract':
      return retracted(answer, event.length);
    case 'usage':
      return answer;
    case 'done':
      return { ...answer, state: { type: 'done', reason: event.reason }, effort: requestUsageOf(event.attempts) };
    case 'failed':
      return {
        ...answer,
        state: { type: 'failed', problem: problemOf(event.failure, answer.text !== '') },
        effort: requestUsageOf(event.failure.attempts),
      };
    case 'cancelled':
      return { ...answer, state: { type: 'stopped' }, effort: requestUsageOf(event.attempts) };
    default:
      return assertNever(event);
  }
}

/** Who was to go on, and begins again before a word of it was shown, has switched once. */
function isReplaced(
  note: SwitchNote,
  { text }: Answer,
  { mode, to }: Extract<AnswerEvent, { type: 'switched' }>,
): boolean {
  const isSame = note.to.providerId === to.providerId && note.to.model === to.model;
  return mode === 'restarted' && note.mode === 'continued' && note.at === text.length && isSame;
}

function begun(answer: Answer): Answer {
  if (answer.state.type !== 'asking') return answer;
  const { writer } = answer.state;
  const last = answer.writers.at(-1);
  const isSame = writer === undefined || (last?.providerId === writer.providerId && last.model === writer.model);
  return { ...answer, state: { type: 'writing' }, writers: isSame ? answer.writers : [...answer.writers, writer] };
}

/** When everything is taken back, who wrote it no longer counts and a continuation has become a new beginning. */
function retracted(answer: Answer, length: number): Answer {
  const text = answer.text.slice(0, length);
  const switches = answer.switches.map((note) => ({
    ...note,
    at: Math.min(note.at, text.length),
    mode: text === '' && note.mode === 'continued' ? ('restarted' as const) : note.mode,
  }));
  if (text !== '') return { ...answer, text, switches };
  const writers = answer.state.type === 'writing' ? answer.writers.slice(-1) : [];
  return { ...withoutThoughts(answer), text, switches, writers };
}

function withoutThoughts(answer: Answer): Answer {
  return answer.thinking === '' ? answer : { ...answer, thinking: '', thinkingMs: undefined };
}

function writerOf(route: Route): Writer {
  return { providerId: route.providerId, label: route.label, model: route.model };
}
