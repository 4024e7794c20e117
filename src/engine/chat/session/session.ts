import type { AnswerEvent, AttemptRecord } from '../../failover/api/answer';
import type { Outbox } from './outbox';
import type { BrokenAnswer, RunOptions } from '../../failover/api/providerManager';
import type { Clock } from '../../model/async/clock';
import { type Disposable, Emitter } from '../../model/async/event';
import type { Log } from '../../model/log';
import { errorSummary } from '../../model/text/errorSummary';
import type { ChatRequest } from '../../model/request';
import type { KeptBackFile } from '../../privacy/requestSources';
import { isRunning } from '../conversation/answerState';
import { type ConversationArchive, fromArchive, type Restored, toArchive } from './archive';
import type { Attachment } from '../conversation/attachment';
import { Autosave } from './autosave';
import { chatRequest, requestBudget, sentFiles } from '../request/chatRequest';
import {
  type Conversation,
  emptyConversation,
  isBusy,
  type Turn,
  withAnswer,
  withContinuation,
  withEffort,
  withEvent,
  withPrompt,
  withReady,
  withRetry,
} from '../conversation/conversation';
import { unexpectedProblem } from '../conversation/problem';

/** What the session needs of the world. */
export interface SessionDeps {
  /** Never throws; ends with `done`, `failed` or `cancelled`. */
  readonly ask: (request: ChatRequest, options: RunOptions) => AsyncIterable<AnswerEvent>;
  /** Awaited before each request: providers may have to be found first. */
  readonly prepare: (signal: AbortSignal) => Promise<void>;
  /** Tokens of each chat model's window in the chain. */
  readonly contextWindows: () => readonly (number | undefined)[];
  /** Ids of turns that no provider could answer. */
  readonly outbox: Pick<Outbox<string>, 'keep' | 'remove' | 'onOffer'>;
  readonly archive: ConversationArchive;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly log: Log;
  /** Shows the user one sentence or more about what may be lost. */
  readonly warn: (message: string) => void;
}

/** The one conversation of a window: what every chat surface shows and acts on. */
export class ChatSession implements Disposable {
  private current: Conversation = emptyConversation;
  private running: AbortController | undefined;
  /** What would have gone with the last turn. */
  private keptBack: readonly KeptBackFile[] = [];
  private loading: Promise<void> | undefined;
  /** Ids of all turns that this window has had. */
  private readonly seen = new Set<string>();
  /** Turns that other windows wrote into the same archive: kept, and shown by the next window that reads it. */
  private others: readonly Turn[] = [];
  /** The last turn's answer, when it broke off and the user is asked what to do. */
  private broken: { readonly turnId: string; readonly attempts: readonly AttemptRecord[] } | undefined;
  private readonly changed = new Emitter<void>((error) =>
    this.deps.log.error(`Chat surface: ${errorSummary(error, { where: true })}`),
  );
  /** What is kept could neither be read nor set aside. */
  private isInTheWay = false;
  private readonly autosave: Autosave;
  private readonly offers: Disposable;

  /** The conversation is another one; fires for each piece of an answer. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly deps: SessionDeps) {
    this.autosave = new Autosave(
      () => this.save(),
      deps.clock,
      deps.log,
      () => deps.warn(notSaved),
    );
    this.offers = deps.outbox.onOffer(({ values, by }) => {
      if (values.includes(this.lastId)) this.show(withReady(this.current, by.link.label));
    });
  }

  get conversation(): Conversation {
    return this.current;
  }

  /** Restores what was kept. Never rejects: a conversation that cannot be read is set aside. */
  load(): Promise<void> {
    this.loading ??= this.restore();
    return this.loading;
  }

  /** False when an answer is being written or there is nothing to send. */
  send(prompt: string, attachments: readonly Attachment[], keptBack: readonly KeptBackFile[] = []): boolean {
    if (isBusy(this.current) || prompt.trim() === '') return false;
    this.keptBack = keptBack;
    this.show(withPrompt(this.current, { id: this.deps.newId(), prompt, attachments }));
    this.run();
    return true;
  }

  /** Asks the last turn again, also after a complete answer. */
  retry(): void {
    if (isBusy(this.current) || this.current.turns.length === 0) return;
    this.show(withRetry(this.current));
    this.run();
  }

  /** Lets the next provider go on with the last turn's answer; nothing happens when it did not break off just now. */
  goOn(): void {
    const last = this.current.turns.at(-1);
    if (isBusy(this.current) || last === undefined || last.id !== this.broken?.turnId) return;
    const { attempts } = this.broken;
    this.show(withContinuation(this.current));
    this.run({ text: last.answer.text, attempts });
  }

  /** Stops the answer at once for the user, and aborts the request. */
  stop(): void {
    this.running?.abort();
    this.running = undefined;
    this.show(withEvent(this.current, { type: 'cancelled', attempts: [] }));
  }

  /** Forgets the turns; what is in the input box stays. */
  clear(): void {
    this.stop();
    this.deps.outbox.remove(this.lastId);
    this.show({ turns: [], draft: this.current.draft });
  }

  setDraft(draft: string): void {
    if (draft !== this.current.draft) this.show({ ...this.current, draft });
  }

  /** Ends requests; an unfinished answer is kept as it stands and shows as interrupted in the next window. */
  dispose(): void {
    this.running?.abort();
    this.running = undefined;
    this.offers.dispose();
    this.changed.dispose();
    void this.autosave.flush();
  }

  private get lastId(): string {
    return this.current.turns.at(-1)?.id ?? '';
  }

  private show(conversation: Conversation): void {
    if (conversation === this.current) return;
    this.current = conversation;
    for (const { id } of conversation.turns) this.seen.add(id);
    this.autosave.changed();
    this.changed.fire();
  }

  private run(resume?: BrokenAnswer): void {
    const run = new AbortController();
    this.running = run;
    this.broken = undefined;
    this.deps.outbox.remove(this.lastId);
    void this.answer(run, resume)
      .catch((error: unknown) => {
        this.deps.log.error(`Chat request: ${errorSummary(error, { where: true })}`);
        if (this.running === run) this.fail(`Something unexpected happened (${errorSummary(error)}).`);
      })
      .finally(() => {
        if (this.running === run) this.running = undefined;
      });
  }

  private async answer(run: AbortController, resume: BrokenAnswer | undefined): Promise<void> {
    const turnId = this.lastId;
    await this.deps.prepare(run.signal);
    if (this.running !== run) return;
    const request = chatRequest(this.current.turns, requestBudget(this.deps.contextWindows()));
    const sources = { files: sentFiles(this.current.turns, request), keptBack: this.keptBack };
    const options = { signal: run.signal, sources, ...(resume ? { resume } : {}) };
    for await (const event of this.deps.ask(request, options)) {
      if (this.running !== run) {
        // Stopped or replaced in the meantime: only the usage of the rest still counts.
        if (event.type === 'cancelled') this.show(withEffort(this.current, turnId, event.attempts));
        continue;
      }
      if (event.type === 'failed' && event.failure.next) this.broken = { turnId, attempts: event.failure.attempts };
      this.show(withEvent(this.current, event));
      if (event.type === 'failed') this.deps.outbox.keep(turnId);
    }
    if (this.running === run && isBusy(this.current)) this.fail('The answer ended without a reason.');
  }

  private fail(message: string): void {
    this.show(
      withAnswer(this.current, (answer) =>
        isRunning(answer) ? { ...answer, state: { type: 'failed', problem: unexpectedProblem(message) } } : answer,
      ),
    );
  }

  /** Windows without a folder share one archive, and so do two of the same folder in a browser. */
  private async save(): Promise<void> {
    const { archive } = this.deps;
    if (this.isInTheWay || (await archive.changedElsewhere())) {
      const theirs = await this.readKept();
      if (theirs) this.others = theirs.conversation.turns.filter(({ id }) => !this.seen.has(id));
    }
    const turns = this.others.length === 0 ? this.current.turns : [...this.others, ...this.current.turns];
    await archive.write(toArchive({ ...this.current, turns }));
  }

  /** What cannot be read is set aside before anything is written in its place. Rejects where it cannot be. */
  private async readKept(): Promise<Restored | undefined> {
    const { archive, log, warn } = this.deps;
    let restored: Restored | undefined;
    try {
      const text = await archive.read();
      if (text === undefined) return undefined;
      restored = fromArchive(text);
    } catch (error) {
      log.warn(`The kept chat could not be read: ${errorSummary(error)}`);
    }
    if (restored?.lost === 0) return restored;
    this.isInTheWay = true;
    const aside = await archive.setAside();
    this.isInTheWay = false;
    const parts = restored?.lost === 1 ? '1 part of the kept chat' : `${restored?.lost ?? 0} parts of the kept chat`;
    const what = restored ? parts : 'The kept chat';
    log.warn(`${what} could not be read. All of it was set aside as ${aside}.`);
    warn(`${what} could not be read. Nothing was deleted: all of it is in ${aside} in the extension's storage.`);
    return restored;
  }

  private async restore(): Promise<void> {
    const { log, warn } = this.deps;
    try {
      const restored = await this.readKept();
      if (!restored) return;
      const kept = restored.conversation;
      // A prompt sent before the archive was read must not be lost under it.
      const hasNew = this.current.turns.length > 0;
      this.show({ turns: [...kept.turns, ...this.current.turns], draft: this.current.draft || kept.draft });
      if (!hasNew && kept.turns.at(-1)?.answer.state.type === 'failed') this.deps.outbox.keep(this.lastId);
    } catch (error) {
      log.warn(`The kept chat could not be restored: ${errorSummary(error, { where: true })}`);
      warn(notRestored);
    }
  }
}

const notRestored =
  'the kept chat can neither be read nor put aside, so nothing is written in its place: what you write now is not saved.';

const notSaved =
  'the chat cannot be saved at the moment, perhaps because the disk is full. Copy what you need before you close this window.';
