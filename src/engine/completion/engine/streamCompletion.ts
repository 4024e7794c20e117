import type { AnswerEvent } from '../../failover/api/answer';
import type { CompletionTask, RunOptions } from '../../failover/api/providerManager';
import type { Clock } from '../../model/clock';
import type { Content, CachedCompletion } from './cachedCompletion';
import { type CursorContext, lineBefore } from '../api/cursorContext';
import type { Multiline, Trimmer } from '../api/trimmer';

export interface Writing {
  readonly draft: CachedCompletion;
  readonly hole: CursorContext;
  readonly multiline: Multiline;
  readonly task: CompletionTask;
  readonly options: RunOptions;
}

export interface WriterDeps {
  readonly complete: (task: CompletionTask, options: RunOptions) => AsyncIterable<AnswerEvent>;
  readonly shaping: Trimmer;
  readonly clock: Clock;
}

/** Milliseconds for which a block may stream before its whole lines so far are shown. */
const longestBlockWait = 600;

/** How a draft came to its end. */
export type Written =
  | Extract<AnswerEvent, { type: 'done' | 'failed' | 'cancelled' }>
  /** Its text had come to its natural end before the answer's. */
  | { readonly type: 'enough' };

/** Lets a route write a draft until nothing more of it would be of use. Resolves when it is whole or has failed. */
export async function streamCompletion(writing: Writing, { complete, shaping, clock }: WriterDeps): Promise<Written> {
  const { draft, hole, multiline, task, options } = writing;
  let raw = '';
  let isSettled = false;
  let overdue: unknown;
  try {
    for await (const event of complete(task, options)) {
      switch (event.type) {
        case 'attempt':
          draft.route = event.route;
          draft.writtenFor ??= event.route.id;
          break;
        case 'switched':
          // With a race whoever is first answers for the one that was asked; otherwise this is another's text.
          if (options.race !== true) draft.writtenFor = event.to.id;
          break;
        case 'text':
          raw += event.text;
          overdue ??= clock.setTimeout(() => {
            draft.isOverdue = true;
            draft.tell();
          }, longestBlockWait);
          // Leaving the loop closes the stream: what comes behind the end is paid for and not read.
          if (shaping.hasEnded(raw, hole)) {
            draft.end(shaping.cleanUp({ text: raw, whole: true }, hole));
            return { type: 'enough' };
          }
          grow(event.text);
          break;
        case 'retract':
          raw = raw.slice(0, event.length);
          isSettled = false;
          draft.grow(read);
          break;
        case 'done':
          draft.route = event.route;
          draft.end(shaping.cleanUp({ text: raw, whole: event.reason !== 'length' }, hole));
          return event;
        case 'failed':
        case 'cancelled':
          breakOff();
          return event;
        case 'thinking':
        case 'tool-call':
        case 'usage':
          break;
      }
    }
    breakOff();
    return { type: 'cancelled', attempts: [] };
  } catch (error) {
    breakOff();
    throw error;
  } finally {
    clock.clearTimeout(overdue);
  }

  function grow(piece: string): void {
    const wasSettled = isSettled;
    isSettled ||= shaping.isSettled(raw, hole, multiline);
    draft.grow(read);
    if (piece.includes('\n') || isSettled !== wasSettled) draft.tell();
  }

  function read(): Content {
    const text = isSettled || isPlain(raw, hole) ? shaping.cleanUp({ text: raw, whole: true }, hole) : '';
    const whole = wholeLines(text, raw);
    // What is settled may end in the middle of a line, behind the bracket that closes its block.
    const shown = isSettled ? shaping.present(text, hole, multiline)?.text : undefined;
    const at = shown === undefined ? -1 : text.indexOf(shown);
    return { text, finalLength: shown === undefined || at < 0 ? whole : Math.max(whole, at + shown.length) };
  }

  /** What was whole by then may have been shown, and stays. */
  function breakOff(): void {
    if (draft.finalLength > 0) {
      draft.end(draft.text.slice(0, draft.finalLength));
      return;
    }
    draft.state = 'failed';
    draft.tell();
  }
}

/** Marks, fences and a line begun anew hide where the code begins; until that is known nothing can contradict it. */
function isPlain(raw: string, hole: CursorContext): boolean {
  const text = raw.trimStart();
  const mayBeEcho = lineBefore(hole).trimStart().startsWith(text);
  return !mayBeEcho && !/^(?:<|`|~|\{\{|sure|here|certainly|the )/i.test(text);
}

/** Only whole lines are final: the last one may go on. */
function wholeLines(text: string, raw: string): number {
  return raw.endsWith('\n') ? text.length : Math.max(0, text.lastIndexOf('\n'));
}
