import * as l10n from '@vscode/l10n';
import type { AnswerEvent, AttemptRecord } from '../../failover/api/answer';
import type { BrokenAnswer, RunOptions } from '../../failover/api/providerManager';
import type { Log } from '../../model/log';
import type { ChatRequest } from '../../model/request/request';
import { errorSummary } from '../../model/text/errorSummary';
import type { KeptBackFile, SentFile } from '../../privacy/requestSources';
import type { Turn } from '../conversation/turn';

export interface AskOptions {
  readonly resume?: BrokenAnswer;
  /** What would have gone with the turn. */
  readonly keptBack?: readonly KeptBackFile[];
  /** Asks others than the provider that the user pinned. */
  readonly elsewhere?: boolean;
}

export interface AnswerRunDeps {
  /** Never throws; ends with `done`, `failed` or `cancelled`. */
  readonly ask: (request: ChatRequest, options: RunOptions) => AsyncIterable<AnswerEvent>;
  /** Awaited before each request: providers may have to be found first. */
  readonly prepare: (signal: AbortSignal) => Promise<void>;
  /** The request for the answer of the last of these turns, and what it is made of. */
  readonly request: (turns: readonly Turn[]) => { readonly request: ChatRequest; readonly files: readonly SentFile[] };
  readonly log: Log;
}

/** Who keeps the conversation. */
export interface AnswerListener {
  /** The turns up to this one. */
  readonly path: (turnId: string) => readonly Turn[];
  readonly heard: (turnId: string, event: AnswerEvent) => void;
  /** What a stopped answer had taken by then. */
  readonly stopped: (turnId: string, attempts: readonly AttemptRecord[]) => void;
  /** It ended without `done`, `failed` or `cancelled`, by a defect of ours. */
  readonly broke: (turnId: string, message: string) => void;
}

/** The requests of a conversation that are under way, by the turn whose answer they write. */
export class AnswerRuns {
  private readonly running = new Map<string, AbortController>();

  constructor(
    private readonly deps: AnswerRunDeps,
    private readonly listener: AnswerListener,
  ) {}

  has(turnId: string): boolean {
    return this.running.has(turnId);
  }

  get turnIds(): readonly string[] {
    return [...this.running.keys()];
  }

  start(turnId: string, options: AskOptions): void {
    const run = new AbortController();
    this.running.set(turnId, run);
    this.answer(turnId, run, options)
      .catch((error: unknown) => {
        this.deps.log.error(`Chat request: ${errorSummary(error, { where: true })}`);
        this.broke(turnId, run, l10n.t('Something unexpected happened ({0}).', errorSummary(error)));
      })
      .finally(() => {
        if (this.isCurrent(turnId, run)) this.running.delete(turnId);
      });
  }

  /** False where nothing is under way. */
  stop(turnId: string): boolean {
    this.running.get(turnId)?.abort();
    return this.running.delete(turnId);
  }

  private isCurrent(turnId: string, run: AbortController): boolean {
    return this.running.get(turnId) === run;
  }

  private async answer(turnId: string, run: AbortController, options: AskOptions): Promise<void> {
    await this.deps.prepare(run.signal);
    if (!this.isCurrent(turnId, run)) return;
    const turns = this.listener.path(turnId);
    const { request, files } = this.deps.request(turns);
    const { resume, keptBack = [], elsewhere } = options;
    const chosen = turns.at(-1)?.chosen;
    const events = this.deps.ask(request, {
      signal: run.signal,
      sources: { files, keptBack },
      ...(chosen ? { model: chosen } : {}),
      ...(resume ? { resume } : {}),
      ...(elsewhere ? { beyondPin: true } : {}),
    });
    let hasEnded = false;
    for await (const event of events) {
      if (this.isCurrent(turnId, run)) {
        hasEnded ||= event.type === 'done' || event.type === 'failed' || event.type === 'cancelled';
        // Who hears the end may ask again at once.
        if (hasEnded) this.running.delete(turnId);
        this.listener.heard(turnId, event);
      } else if (event.type === 'cancelled') {
        this.listener.stopped(turnId, event.attempts);
      }
    }
    if (!hasEnded) this.broke(turnId, run, l10n.t('The answer ended without a reason.'));
  }

  private broke(turnId: string, run: AbortController, message: string): void {
    if (!this.isCurrent(turnId, run)) return;
    this.running.delete(turnId);
    this.listener.broke(turnId, message);
  }
}
