import type { AnswerEvent } from '../../failover/api/answer';
import type { CompletionTask, RunOptions } from '../../failover/api/providerManager';
import type { Clock } from '../../model/async/clock';
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

/** Milliseconds that a block may stream before its whole lines so far are shown. */
const maxBlockWaitMs = 600;

/** How a stream ended. */
export type StreamOutcome =
  | Extract<AnswerEvent, { type: 'done' | 'failed' | 'cancelled' }>
  /** The text was complete before the answer ended. */
  | { readonly type: 'enough' };

/**
 * Streams an answer into a cached completion until more text would be of no use. Resolves when the completion is whole
 * or has failed.
 */
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
          cached.validForRouteId ??= event.route.id;
          break;
        case 'switched':
          // In a race the first answer counts for the preferred route. Otherwise this is the text of a fallback route.
          if (options.race !== true) cached.validForRouteId = event.to.id;
          break;
        case 'text':
          raw += event.text;
          overdue ??= clock.setTimeout(() => {
            cached.isOverdue = true;
            cached.notify();
          }, maxBlockWaitMs);
          // Leaving the loop closes the stream, so that the rest of the answer is not read.
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
        case 'choice-dropped':
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
    const whole = wholeLinesLength(text, raw);
    // A settled text may end in the middle of a line, after the bracket that closes its block.
    const shown = isSettled ? trimmer.present(text, cursor, multiline)?.text : undefined;
    const at = shown === undefined ? -1 : text.indexOf(shown);
    return { text, finalLength: shown === undefined || at < 0 ? whole : Math.max(whole, at + shown.length) };
  }

  /** The final part may have been shown, so it stays. */
  function keepFinalPart(): void {
    if (cached.finalLength > 0) {
      cached.end(cached.text.slice(0, cached.finalLength));
      return;
    }
    cached.state = 'failed';
    cached.notify();
  }
}

/**
 * Marks, fences and an echo of the line hide where the code begins. Until the beginning is known, the text counts as
 * empty.
 */
function isPlain(raw: string, cursor: CursorContext): boolean {
  const text = raw.trimStart();
  const mayBeEcho = lineBefore(cursor).trimStart().startsWith(text);
  return !mayBeEcho && !/^(?:<|`|~|\{\{|sure|here|certainly|the )/i.test(text);
}

/** Only whole lines are final, since the last line may go on. */
function wholeLinesLength(text: string, raw: string): number {
  return raw.endsWith('\n') ? text.length : Math.max(0, text.lastIndexOf('\n'));
}
