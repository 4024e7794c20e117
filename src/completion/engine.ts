import type { AnswerEvent } from '../failover/answer';
import type { CompletionTask, RunOptions } from '../failover/providerManager';
import { type Clock, sleep } from '../model/clock';
import type { Log } from '../model/log';
import { CompletionCache } from './cache';
import { cleanUp } from './cleanUp';
import { completionTask } from './completionTask';
import { type Hole, trimHole } from './hole';
import { naturalEnd, shapeOf, type Shape } from './shape';

export interface CompletionQuery {
  /** Identifies the document, for the cache. */
  readonly document: string;
  readonly hole: Hole;
  /** The user asked; no waiting for a pause. */
  readonly explicit: boolean;
  /** Milliseconds of rest before an automatic request. */
  readonly delayMs: number;
}

export interface CompletionEngineDeps {
  readonly complete: (task: CompletionTask, options: RunOptions) => AsyncIterable<AnswerEvent>;
  /** Awaited before each request. */
  readonly prepare: (signal: AbortSignal) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Turns a place in a document into a suggestion. One request at a time: a newer one takes the place of the older. */
export class CompletionEngine {
  private readonly cache = new CompletionCache();
  private current: AbortController | undefined;
  private failing = false;

  constructor(private readonly deps: CompletionEngineDeps) {}

  /** The text to suggest, with `\n` as line end; undefined when there is nothing to show. Never rejects. */
  async suggest(query: CompletionQuery, signal: AbortSignal): Promise<string | undefined> {
    const hole = trimHole(query.hole);
    const cached = this.cache.find(query.document, hole);
    if (cached === '' && !query.explicit) return undefined;
    if (cached) return cached;
    this.current?.abort();
    const controller = new AbortController();
    this.current = controller;
    try {
      const text = await this.fresh(query, hole, AbortSignal.any([signal, controller.signal]));
      return text === '' ? undefined : text;
    } catch (error) {
      this.deps.log.error(`A completion failed: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    } finally {
      if (this.current === controller) this.current = undefined;
      controller.abort();
    }
  }

  /** A suggestion of this document was taken: what stands there now is another place. */
  accepted(document: string): void {
    this.cache.forget(document);
  }

  private async fresh(query: CompletionQuery, hole: Hole, signal: AbortSignal): Promise<string | undefined> {
    const isOver = (): boolean => signal.aborted;
    if (!query.explicit) await sleep(this.deps.clock, query.delayMs, signal);
    if (isOver()) return undefined;
    await this.deps.prepare(signal);
    if (isOver()) return undefined;
    const text = await this.ask(hole, shapeOf(hole), signal);
    if (text === undefined || isOver()) return undefined;
    this.cache.store(query.document, hole, text);
    return text;
  }

  private async ask(hole: Hole, shape: Shape, signal: AbortSignal): Promise<string | undefined> {
    let raw = '';
    for await (const event of this.deps.complete(completionTask(hole, shape), { signal })) {
      switch (event.type) {
        case 'text':
          raw += event.text;
          // Leaving the loop closes the stream: what comes behind the end is paid for and not read.
          if (hasEnded(raw, hole, shape)) return this.heard(cleanUp({ text: raw, whole: true }, hole, shape));
          break;
        case 'retract':
          raw = raw.slice(0, event.length);
          break;
        case 'done':
          return this.heard(cleanUp({ text: raw, whole: event.reason !== 'length' }, hole, shape));
        case 'failed':
          this.noteFailure(event.failure.attempts.length);
          return undefined;
        case 'cancelled':
          return undefined;
        case 'attempt':
        case 'switched':
        case 'thinking':
        case 'tool-call':
        case 'usage':
          break;
      }
    }
    return undefined;
  }

  private heard(text: string): string {
    if (this.failing) this.deps.log.info('Completions are back.');
    this.failing = false;
    return text;
  }

  /** One line for an outage, not one for each key. */
  private noteFailure(asked: number): void {
    if (!this.failing) this.deps.log.warn(`No provider could complete (${asked} asked); quiet until one can.`);
    this.failing = true;
  }
}

/** Marks and fences hide where code begins, so only plain code is ended early. */
function hasEnded(raw: string, hole: Hole, shape: Shape): boolean {
  if (/^\s*(?:<|`|~)/.test(raw) || raw.trim() === '') return false;
  if (/<\/?COMPLETION>/i.test(raw)) return false;
  const body = raw.replace(/^\n+/, shape === 'block' ? '\n' : '');
  const end = naturalEnd(body, hole, shape);
  return end !== undefined && body.slice(0, end).trim() !== '';
}
