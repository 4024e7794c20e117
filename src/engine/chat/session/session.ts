import { type Disposable, Emitter } from '../../model/async/event';
import { errorSummary } from '../../model/text/errorSummary';
import type { ModelChoice } from '../../model/route/route';
import type { KeptBackFile } from '../../privacy/requestSources';
import { isPending, isRunning, type Summary } from '../conversation/answerState';
import type { Attachment } from '../conversation/attachment';
import {
  leafOf,
  withBranch,
  withEdit,
  withFollowUp,
  withPrompt,
  withRegeneration,
  withRetry,
  withSummary,
} from '../conversation/conversation';
import type { DraftMention } from '../conversation/draftMention';
import { followingInstead, nextAfter, type QueuedPrompt, withoutQueued } from '../conversation/queue';
import type { AttachedImage, NewTurn } from '../conversation/turn';
import { Answering, type AnsweringDeps } from './answering';
import type { AskOptions } from './answerRuns';
import { emptyBox, type InputBox, type SessionState } from './sessionState';

/** What the session needs of the world. */
export interface SessionDeps extends AnsweringDeps {
  readonly newId: () => string;
}

/** What is sent. */
export interface NewPrompt {
  readonly prompt: string;
  readonly attachments: readonly Attachment[];
  readonly keptBack?: readonly KeptBackFile[];
}

/** Where the conversation is kept. */
export interface SessionStore {
  /** Brings the store in step; false where it cannot be written to now. */
  readonly save: (state: SessionState) => boolean;
  /** The conversation with what other windows have written to it. */
  readonly read: (state: SessionState, isOwn: (turnId: string) => boolean) => SessionState;
  /** Keeps other windows from writing meanwhile. */
  readonly together: (body: () => void) => void;
}

/** One conversation that a window shows, or writes an answer of. */
export class ChatSession implements Disposable {
  private current: SessionState;
  private readonly answering: Answering;
  private readonly changed: Emitter<void>;
  private readonly answered: Emitter<void>;

  constructor(
    readonly id: string,
    state: SessionState,
    private readonly store: SessionStore,
    private readonly deps: SessionDeps,
  ) {
    const onError = (error: unknown): void => deps.log.error(`Chat surface: ${errorSummary(error, { where: true })}`);
    this.changed = new Emitter(onError);
    this.answered = new Emitter(onError);
    this.current = state;
    this.answering = new Answering(deps, {
      state: () => this.current,
      show: (next) => this.show(next),
      save: () => this.flush(),
      refresh: () => this.refresh(),
      done: (turnId) => this.afterAnswer(turnId),
    });
    this.current = this.settled(state);
    this.answering.takeUp(this.current);
  }

  /** The conversation is another one; fires for each piece of an answer. */
  get onDidChange() {
    return this.changed.event;
  }

  /** An answer was written to its end. */
  get onDidAnswer() {
    return this.answered.event;
  }

  get state(): SessionState {
    return this.current;
  }

  get isWriting(): boolean {
    return this.answering.isWriting;
  }

  /** An answer is written or waits here, so that the session must not be closed. */
  get isAtWork(): boolean {
    return this.answering.isAtWork;
  }

  /** Another window writes an answer. */
  get isWrittenElsewhere(): boolean {
    return this.current.turns.some(({ id, answer }) => isRunning(answer) && !this.answering.has(id));
  }

  /** Sends a prompt with the images of the draft, which is empty then. While an answer is written or waits it joins the queue. */
  send(what: NewPrompt): void {
    this.place(what, this.current.images, emptyBox);
  }

  /** As `send`, for a prompt that does not come from the input box: what is in the box stays there. */
  sendBeside(what: NewPrompt): void {
    this.place(what, []);
  }

  /** Sends another prompt in place of a turn's, as a branch. */
  edit(turnId: string, what: NewPrompt): void {
    const edited = this.current.turns.find(({ id }) => id === turnId);
    if (!edited || what.prompt.trim() === '') return;
    const turn = this.newTurn(what, edited.images);
    this.ask(turn.id, withEdit(this.current, turnId, turn), what);
  }

  /** Asks a turn again, as a branch: by this model first, else by the one that was chosen for the turn. */
  regenerate(turnId: string, choice?: ModelChoice | 'auto'): void {
    const asked = this.current.turns.find(({ id }) => id === turnId);
    if (!asked) return;
    const id = this.deps.newId();
    const chosen = choice === 'auto' ? undefined : (choice ?? asked.chosen);
    const again = { id, askedAt: this.deps.clock.now(), ...(chosen ? { chosen } : {}) };
    const next = withRegeneration(this.current, turnId, again);
    const queue = isPending(asked.answer) ? next.queue : followingInstead(next.queue, turnId, id);
    this.ask(id, { ...next, queue }, {});
  }

  showBranch(turnId: string): void {
    this.show(withBranch(this.current, turnId));
    this.flush();
  }

  /** Asks the last turn again. What is written of its answer stays as a branch. */
  retry(): void {
    const last = leafOf(this.current);
    if (!last || isPending(last.answer)) return;
    if (last.answer.text === '') this.ask(last.id, withRetry(this.current, last.id), {});
    else this.regenerate(last.id);
  }

  /** Goes on with the last turn's answer, which broke off. */
  goOn(): void {
    if (this.current.leafId !== undefined) this.answering.goOn(this.current.leafId);
  }

  /** Stops the answer that is shown, at once for the user, and aborts the request. */
  stop(): void {
    if (this.current.leafId !== undefined) this.answering.stop(this.current.leafId);
  }

  stopWaiting(turnId: string): void {
    this.answering.stopWaiting(turnId);
  }

  /** Asks others than the provider that is pinned. */
  sendElsewhere(turnId: string): void {
    this.answering.sendElsewhere(turnId);
  }

  /** Sends a prompt of a queue that stands still, after the turn that is shown last. */
  sendQueued(id: string): void {
    this.store.together(() => {
      this.refresh();
      const leaf = leafOf(this.current);
      if (leaf && isPending(leaf.answer)) return;
      const queued = this.current.queue.find((each) => each.id === id);
      if (queued) this.follow(queued, leaf?.id);
    });
  }

  setDraft(draft: string): void {
    if (draft !== this.current.draft) this.show({ ...this.current, draft });
  }

  setMentions(mentions: readonly DraftMention[]): void {
    if (mentions !== this.current.mentions) this.show({ ...this.current, mentions });
  }

  /** What is sent in place of a turn and all before it; undefined takes it back. */
  setSummary(turnId: string, summary: Summary | undefined): void {
    this.change((state) => withSummary(state, turnId, summary));
  }

  /** Changes what several windows may change, on what they have written. */
  change(change: (state: SessionState) => SessionState): void {
    this.store.together(() => {
      this.refresh();
      this.show(change(this.current));
      this.flush();
    });
  }

  /** Another window has written, or may have died. */
  refresh(): void {
    this.answering.heedOthers();
    if (!this.flush()) return;
    this.show(this.settled(this.readAgain(this.current)));
    this.answering.takeUp(this.current);
  }

  /** Brings the store in step with what is shown; false where it cannot be written to. */
  flush(): boolean {
    return this.store.save(this.current);
  }

  /** Ends requests; an unfinished answer is kept as it stands and shows as interrupted in the next window. */
  dispose(): void {
    this.flush();
    this.answering.dispose();
    this.changed.dispose();
    this.answered.dispose();
  }

  private readAgain(state: SessionState): SessionState {
    return this.store.read(state, (turnId) => this.answering.has(turnId));
  }

  /**
   * The state with the answers that nobody writes any more as interrupted. Another window may have ended one, and left its claim,
   * since the state was read: what is read once more together with the claims decides.
   */
  private settled(state: SessionState): SessionState {
    let settled = this.answering.withoutOrphans(state);
    if (settled === state) return state;
    this.store.together(() => (settled = this.answering.withoutOrphans(this.readAgain(state))));
    return settled;
  }

  /** `emptied`: the input box afterwards, where the prompt comes from it. */
  private place(what: NewPrompt, images: readonly AttachedImage[], emptied?: InputBox): void {
    if (what.prompt.trim() === '') return;
    this.store.together(() => {
      // After a prompt of another window that was not heard of yet, and not beside it: a branch would hide one of the two.
      this.refresh();
      const leaf = leafOf(this.current);
      if (leaf && isPending(leaf.answer)) {
        const queued = this.queued(what, leaf.id, images);
        this.change((state) => ({ ...state, queue: [...state.queue, queued], ...emptied }));
        return;
      }
      const turn = this.newTurn(what, images);
      const next = withPrompt(this.current, turn);
      // What was typed in the meantime stays.
      const box = emptied ? { images: emptied.images, mentions: emptied.mentions } : { draft: this.current.draft };
      this.ask(turn.id, { ...next, ...box, queue: followingInstead(next.queue, leaf?.id ?? '', turn.id) }, what);
    });
  }

  private show(state: SessionState): void {
    if (state === this.current) return;
    this.current = state;
    this.changed.fire();
  }

  private ask(turnId: string, state: SessionState, options: AskOptions): void {
    this.answering.run(turnId, state, options);
  }

  private afterAnswer(turnId: string): void {
    if (nextAfter(this.current.queue, turnId)) {
      this.store.together(() => {
        this.refresh();
        const next = nextAfter(this.current.queue, turnId);
        if (next) this.follow(next, turnId);
      });
    }
    this.answered.fire();
  }

  private follow(queued: QueuedPrompt, parentId: string | undefined): void {
    const { id, images, chosen } = queued;
    const turn = { ...this.newTurn(queued, images), chosen };
    const queue = followingInstead(withoutQueued(this.current.queue, id), queued.afterId, turn.id);
    const { draft } = this.current;
    const next =
      parentId === undefined
        ? { ...withPrompt(this.current, turn), draft }
        : withFollowUp(this.current, parentId, turn);
    this.ask(turn.id, { ...next, queue }, {});
  }

  private queued({ prompt, attachments }: NewPrompt, afterId: string, images: readonly AttachedImage[]): QueuedPrompt {
    const { choice } = this.current;
    return { id: this.deps.newId(), prompt, attachments, images, ...(choice ? { chosen: choice } : {}), afterId };
  }

  private newTurn(
    { prompt, attachments }: Pick<NewPrompt, 'prompt' | 'attachments'>,
    images: readonly AttachedImage[],
  ): NewTurn {
    const { choice } = this.current;
    const id = this.deps.newId();
    return { id, askedAt: this.deps.clock.now(), prompt, attachments, images, ...(choice ? { chosen: choice } : {}) };
  }
}
