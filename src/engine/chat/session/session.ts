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
  leafOf,
  withAnswer,
  withBranch,
  withContinuation,
  withEdit,
  withEffort,
  withEvent,
  withPrompt,
  withReady,
  withRegeneration,
  withRetry,
} from '../conversation/conversation';
import { ThinkingTime } from '../conversation/thinkingTime';
import type { NewTurn, Turn } from '../conversation/turn';
import { pathTo } from '../conversation/turnTree';
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

interface AskOptions {
  readonly resume?: BrokenAnswer;
  /** What would have gone with the turn. */
  readonly keptBack?: readonly KeptBackFile[];
}

/** The one conversation of a window: what every chat surface shows and acts on. */
export class ChatSession implements Disposable {
  private current: Conversation = emptyConversation;
  /** Requests under way by the turn whose answer they write. */
  private readonly running = new Map<string, AbortController>();
  private loading: Promise<void> | undefined;
  /** Ids of all turns that this window has had. */
  private readonly seen = new Set<string>();
  /** Turns that other windows wrote into the same archive: kept, and shown by the next window that reads it. */
  private others: readonly Turn[] = [];
  /** Attempts of the answers that broke off and of which the user is asked what to do, by turn. */
  private readonly broken = new Map<string, readonly AttemptRecord[]>();
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
      for (const turnId of values) this.show(withReady(this.current, turnId, by.link.label));
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
    const turn = this.newTurn(prompt, attachments);
    this.show(withPrompt(this.current, turn));
    this.run(turn.id, { keptBack });
    return true;
  }

  /** Sends another prompt in place of a turn's, as a branch. */
  edit(
    turnId: string,
    prompt: string,
    attachments: readonly Attachment[],
    keptBack: readonly KeptBackFile[] = [],
  ): void {
    if (prompt.trim() === '') return;
    const turn = this.newTurn(prompt, attachments);
    this.show(withEdit(this.current, turnId, turn));
    this.run(turn.id, { keptBack });
  }

  /** Asks a turn again, as a branch. */
  regenerate(turnId: string): void {
    const id = this.deps.newId();
    this.show(withRegeneration(this.current, turnId, { id, askedAt: this.deps.clock.now() }));
    this.run(id);
  }

  /** Shows the branch of a turn. */
  showBranch(turnId: string): void {
    this.show(withBranch(this.current, turnId));
  }

  /** Asks the last turn again. What is written of its answer stays as a branch. */
  retry(): void {
    const last = leafOf(this.current);
    if (!last || isRunning(last.answer)) return;
    if (last.answer.text !== '') {
      this.regenerate(last.id);
      return;
    }
    this.show(withRetry(this.current, last.id));
    this.run(last.id);
  }

  /** Lets the next provider go on with the last turn's answer; nothing happens when it did not break off just now. */
  goOn(): void {
    const last = leafOf(this.current);
    const attempts = last && this.broken.get(last.id);
    if (!last || !attempts || isRunning(last.answer)) return;
    this.show(withContinuation(this.current, last.id));
    this.run(last.id, { resume: { text: last.answer.text, attempts } });
  }

  /** Stops the answer at once for the user, and aborts the request. */
  stop(): void {
    const { lastId } = this;
    this.running.get(lastId)?.abort();
    this.running.delete(lastId);
    this.show(withEvent(this.current, lastId, { type: 'cancelled', attempts: [] }));
  }

  /** Forgets the turns; what is in the input box stays. */
  clear(): void {
    this.abortAll();
    this.deps.outbox.remove(this.lastId);
    this.show({ turns: [], draft: this.current.draft });
  }

  setDraft(draft: string): void {
    if (draft !== this.current.draft) this.show({ ...this.current, draft });
  }

  /** Ends requests; an unfinished answer is kept as it stands and shows as interrupted in the next window. */
  dispose(): void {
    this.abortAll();
    this.offers.dispose();
    this.changed.dispose();
    void this.autosave.flush();
  }

  private get lastId(): string {
    return this.current.leafId ?? '';
  }

  private abortAll(): void {
    for (const run of this.running.values()) run.abort();
    this.running.clear();
  }

  private newTurn(prompt: string, attachments: readonly Attachment[]): NewTurn {
    return { id: this.deps.newId(), askedAt: this.deps.clock.now(), prompt, attachments, images: [] };
  }

  private show(conversation: Conversation): void {
    if (conversation === this.current) return;
    this.current = conversation;
    for (const { id } of conversation.turns) this.seen.add(id);
    this.autosave.changed();
    this.changed.fire();
  }

  private run(turnId: string, options: AskOptions = {}): void {
    if (!this.current.turns.some(({ id }) => id === turnId)) return;
    const run = new AbortController();
    this.running.set(turnId, run);
    this.broken.delete(turnId);
    this.deps.outbox.remove(turnId);
    void this.answer(turnId, run, options)
      .catch((error: unknown) => {
        this.deps.log.error(`Chat request: ${errorSummary(error, { where: true })}`);
        if (this.isCurrent(turnId, run)) this.fail(turnId, `Something unexpected happened (${errorSummary(error)}).`);
      })
      .finally(() => {
        if (this.isCurrent(turnId, run)) this.running.delete(turnId);
      });
  }

  private isCurrent(turnId: string, run: AbortController): boolean {
    return this.running.get(turnId) === run;
  }

  private async answer(turnId: string, run: AbortController, { resume, keptBack = [] }: AskOptions): Promise<void> {
    await this.deps.prepare(run.signal);
    if (!this.isCurrent(turnId, run)) return;
    const turns = pathTo(this.current.turns, turnId);
    const request = chatRequest(turns, requestBudget(this.deps.contextWindows()));
    const sources = { files: sentFiles(turns, request), keptBack };
    const options = { signal: run.signal, sources, ...(resume ? { resume } : {}) };
    const thinking = new ThinkingTime();
    for await (const event of this.deps.ask(request, options)) {
      if (!this.isCurrent(turnId, run)) {
        // Stopped or replaced in the meantime: only the usage of the rest still counts.
        if (event.type === 'cancelled') this.show(withEffort(this.current, turnId, event.attempts));
        continue;
      }
      if (event.type === 'failed' && event.failure.next) this.broken.set(turnId, event.failure.attempts);
      this.hear(turnId, event, thinking);
      if (event.type === 'failed') this.deps.outbox.keep(turnId);
    }
    const isUnfinished = this.current.turns.some(({ id, answer }) => id === turnId && isRunning(answer));
    if (this.isCurrent(turnId, run) && isUnfinished) this.fail(turnId, 'The answer ended without a reason.');
  }

  private hear(turnId: string, event: AnswerEvent, thinking: ThinkingTime): void {
    const answer = this.current.turns.find(({ id }) => id === turnId)?.answer;
    if (!answer) return;
    const thinkingMs = thinking.after(event, answer, this.deps.clock.monotonicMs());
    this.show(withEvent(this.current, turnId, event, thinkingMs));
  }

  private fail(turnId: string, message: string): void {
    this.show(
      withAnswer(this.current, turnId, (answer) =>
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
      const sent = this.current.turns.map((turn) => ({ ...turn, parentId: turn.parentId ?? kept.leafId }));
      const leafId = this.current.leafId ?? kept.leafId;
      this.show({ turns: [...kept.turns, ...sent], leafId, draft: this.current.draft || kept.draft });
      if (leafOf(this.current)?.answer.state.type === 'failed') this.deps.outbox.keep(this.lastId);
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
