import type { AnswerEvent } from '../../failover/api/answer';
import type { CompletionTask, RunOptions } from '../../failover/api/providerManager';
import type { Clock } from '../../model/clock';
import type { CachedText, CachedCompletion } from './cachedCompletion';
import { type CursorContext, lineBefore } from '../api/cursorContext';
import type { Multiline, Trimmer } from '../api/trimmer';

export interface CompletionStream {
  readonly cached: CachedCompletion;
  readonly cursor: CursorContext;
  readonly multiline: Multiline;
  readonly task: CompletionTask;
  readonly options: RunOptions;
}

export interface StreamDeps {
  readonly complete: (task: CompletionTask, options: RunOptions) => AsyncIterable<AnswerEvent>;
  readonly trimmer: Trimmer;
  readonly clock: Clock;
}

/** Milliseconds for which a block may stream before its whole lines so far are shown. */
const maxBlockWaitMs = 600;

/** How a draft came to its end. */
export type StreamOutcome =
  | Extract<AnswerEvent, { type: 'done' | 'failed' | 'cancelled' }>
  /** Its text had come to its natural end before the answer's. */
  | { readonly type: 'enough' };

/** Lets a route write a draft until nothing more of it would be of use. Resolves when it is whole or has failed. */
export async function streamCompletion(
  stream: CompletionStream,
  { complete, trimmer, clock }: StreamDeps,
): Promise<StreamOutcome> {
  const { cached, cursor, multiline, task, options } = stream;
  let raw = '';
  let isSettled = false;
  let overdue: unknown;
  try {
    for await (const event of complete(task, options)) {
      switch (event.type) {
        case 'attempt':
          cached.route = event.route;
          cached.preferredRouteId ??= event.route.id;
          break;
        case 'switched':
          // With a race whoever is first answers for the one that was asked; otherwise this is another's text.
          if (options.race !== true) cached.preferredRouteId = event.to.id;
          break;
        case 'text':
          raw += event.text;
          overdue ??= clock.setTimeout(() => {
            cached.isOverdue = true;
            cached.notify();
          }, maxBlockWaitMs);
          // Leaving the loop closes the stream: what comes behind the end is paid for and not read.
          if (trimmer.hasEnded(raw, cursor)) {
            cached.end(trimmer.cleanUp({ text: raw, whole: true }, cursor));
            return { type: 'enough' };
          }
          onText(event.text);
          break;
        case 'retract':
          raw = raw.slice(0, event.length);
          isSettled = false;
          cached.grow(readText);
          break;
        case 'done':
          cached.route = event.route;
          cached.end(trimmer.cleanUp({ text: raw, whole: event.reason !== 'length' }, cursor));
          return event;
        case 'failed':
        case 'cancelled':
          keepFinalPart();
          return event;
        case 'thinking':
        case 'tool-call':
        case 'usage':
          break;
      }
    }
    keepFinalPart();
    return { type: 'cancelled', attempts: [] };
  } catch (error) {
    keepFinalPart();
    throw error;
  } finally {
    clock.clearTimeout(overdue);
  }

  function onText(addedText: string): void {
    const wasSettled = isSettled;
    isSettled ||= trimmer.isSettled(raw, cursor, multiline);
    cached.grow(readText);
    if (addedText.includes('\n') || isSettled !== wasSettled) cached.notify();
  }

  function readText(): CachedText {
    const text = isSettled || isPlain(raw, cursor) ? trimmer.cleanUp({ text: raw, whole: true }, cursor) : '';
    const whole = wholeLines(text, raw);
    // What is settled may end in the middle of a line, behind the bracket that closes its block.
    const shown = isSettled ? trimmer.present(text, cursor, multiline)?.text : undefined;
    const at = shown === undefined ? -1 : text.indexOf(shown);
    return { text, finalLength: shown === undefined || at < 0 ? whole : Math.max(whole, at + shown.length) };
  }

  /** What was whole by then may have been shown, and stays. */
  function keepFinalPart(): void {
    if (cached.finalLength > 0) {
      cached.end(cached.text.slice(0, cached.finalLength));
      return;
    }
    cached.state = 'failed';
    cached.notify();
  }
}

/** Marks, fences and a line begun anew hide where the code begins; until that is known nothing can contradict it. */
function isPlain(raw: string, cursor: CursorContext): boolean {
  const text = raw.trimStart();
  const mayBeEcho = lineBefore(cursor).trimStart().startsWith(text);
  return !mayBeEcho && !/^(?:<|`|~|\{\{|sure|here|certainly|the )/i.test(text);
}

/** Only whole lines are final: the last one may go on. */
function wholeLines(text: string, raw: string): number {
  return raw.endsWith('\n') ? text.length : Math.max(0, text.lastIndexOf('\n'));
}
