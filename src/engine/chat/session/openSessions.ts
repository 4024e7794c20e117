import type { Disposable } from '../../model/async/event';
import type { ConversationStore } from '../store/conversationStore';
import type { ConversationFolder } from '../store/storedConversation';
import { type Claims, noOtherWindows } from './claims';
import type { Saving } from './saving';
import { ChatSession, type SessionDeps } from './session';
import { emptyState, isEmpty, type SessionState, stateOf } from './sessionState';
import { type ReadState, StoredSession, unstored } from './storedSession';

export interface OpenedStore {
  readonly store: ConversationStore;
  readonly claims: Claims;
  /** What the user should know about it: one sentence or more. */
  readonly notice?: string;
}

export interface OpenSessionsDeps extends Omit<SessionDeps, 'claims'> {
  /** Of this window. */
  readonly folder?: ConversationFolder;
}

export interface OpenSessionsListener {
  readonly changed: (session: ChatSession) => void;
  readonly answered: (session: ChatSession) => void;
}

/** Milliseconds in which changes are gathered where no page asks for them sooner. */
const saveDelayMs = 250;
/** Milliseconds between looks whether the window that writes an answer still lives. */
const lookEveryMs = 3_000;

/** The conversations that a window has open: the one that it shows, and those in which it writes. */
export class OpenSessions implements Disposable {
  private readonly sessions = new Map<
    string,
    { readonly session: ChatSession; readonly subscriptions: readonly Disposable[] }
  >();
  private elsewhere: Disposable | undefined;
  private saveTimer: unknown;
  private lookTimer: unknown;

  /** `opened`: absent where nothing can be stored. */
  constructor(
    private readonly deps: OpenSessionsDeps,
    private readonly opened: OpenedStore | undefined,
    private readonly saving: Saving,
    private readonly listener: OpenSessionsListener,
  ) {
    this.elsewhere = opened?.store.onDidChangeElsewhere(() => this.refresh());
  }

  /** Undefined where it is not open. */
  get(id: string): ChatSession | undefined {
    return this.sessions.get(id)?.session;
  }

  /** Opens it; undefined where the store does not have it. */
  read(id: string): ChatSession | undefined {
    const open = this.get(id);
    if (open) return open;
    let read: ReadState | undefined;
    this.saving.reading(() => {
      const revision = this.opened?.store.revision(id);
      const stored = this.opened?.store.conversation(id);
      if (stored) read = { state: stateOf(stored, this.opened?.store.turns(id) ?? []), revision };
    });
    return read && this.add(id, read.state, read);
  }

  /** A new one, which the store gets when there is something to keep. */
  create(id: string, state: SessionState = emptyState): ChatSession {
    return this.add(id, state, undefined);
  }

  /** What is not shown any more stays open only while it is written or waits. */
  leave(session: ChatSession): void {
    if (session.isAtWork) return;
    session.flush();
    // Nobody looks for a conversation without a word.
    if (isEmpty({ ...session.state, choice: undefined }))
      this.saving.attempt(() => this.opened?.store.remove(session.id));
    this.close(session);
  }

  close(session: ChatSession): void {
    const entry = this.sessions.get(session.id);
    if (entry?.session !== session) return;
    this.sessions.delete(session.id);
    session.dispose();
    for (const subscription of entry.subscriptions) subscription.dispose();
  }

  /** Everything that is shown is in the store afterwards, else it is false and `saving` says why. */
  flush(): boolean {
    this.deps.clock.clearTimeout(this.saveTimer);
    this.saveTimer = undefined;
    return [...this.sessions.values()].map(({ session }) => session.flush()).every(Boolean);
  }

  dispose(): void {
    this.elsewhere?.dispose();
    this.flush();
    for (const { session } of [...this.sessions.values()]) this.close(session);
    this.deps.clock.clearTimeout(this.lookTimer);
    this.deps.clock.clearTimeout(this.saveTimer);
  }

  private add(id: string, state: SessionState, read: ReadState | undefined): ChatSession {
    const { opened, saving, deps } = this;
    const conversation = { id, ...(deps.folder ? { folder: deps.folder } : {}) };
    const now = (): number => deps.clock.now();
    const store = opened && new StoredSession(opened.store, conversation, saving, read, now);
    const session = new ChatSession(id, state, store ?? unstored, {
      ...deps,
      claims: opened?.claims ?? noOtherWindows,
    });
    const subscriptions = [
      session.onDidChange(() => this.onChange(session)),
      session.onDidAnswer(() => this.listener.answered(session)),
    ];
    this.sessions.set(id, { session, subscriptions });
    this.look();
    return session;
  }

  private onChange(session: ChatSession): void {
    this.saveTimer ??= this.deps.clock.setTimeout(() => this.flush(), saveDelayMs);
    this.look();
    this.listener.changed(session);
  }

  private refresh(): void {
    for (const { session } of [...this.sessions.values()]) session.refresh();
  }

  /** A window that dies writes no last word. */
  private look(): void {
    if (this.lookTimer !== undefined || ![...this.sessions.values()].some(({ session }) => session.isWrittenElsewhere))
      return;
    this.lookTimer = this.deps.clock.setTimeout(() => {
      this.lookTimer = undefined;
      this.refresh();
      this.look();
    }, lookEveryMs);
  }
}
