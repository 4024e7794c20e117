import type { ConversationStore } from '../store/conversationStore';
import { type NewConversation, ConversationWriter } from './conversationWriter';
import type { Saving } from './saving';
import type { SessionStore } from './session';
import { merged, type SessionState, stateOf } from './sessionState';

/** A conversation as it was read. */
export interface ReadState {
  readonly state: SessionState;
  /** Taken before the rest: what is written meanwhile is read once more. */
  readonly revision: number | undefined;
}

/** A conversation in the store, as one window has written and read it. */
export class StoredSession implements SessionStore {
  private readonly writer: ConversationWriter;
  private revision: number | undefined;
  private depth = 0;

  /** `read`: what was read of it; absent where the store does not have it yet. */
  constructor(
    private readonly store: ConversationStore,
    private readonly conversation: NewConversation,
    private readonly saving: Saving,
    read: ReadState | undefined,
    now: () => number,
  ) {
    this.writer = new ConversationWriter(store, conversation, read?.state, now);
    this.revision = read?.revision;
  }

  readonly save = (state: SessionState): boolean => {
    if (this.writer.isInStep(state)) return true;
    return this.transact(() => {
      const isKnown = this.store.revision(this.conversation.id) === this.revision;
      this.writer.write(state);
      if (isKnown) this.revision = this.store.revision(this.conversation.id);
    });
  };

  readonly read = (state: SessionState, isOwn: (turnId: string) => boolean): SessionState => {
    const { id } = this.conversation;
    let next = state;
    this.saving.reading(() => {
      const revision = this.store.revision(id);
      if (revision === undefined || revision === this.revision) return;
      const stored = this.store.conversation(id);
      if (!stored) return;
      next = merged(state, stateOf(stored, this.store.turns(id)), isOwn);
      this.revision = revision;
      this.writer.adopt(next);
    });
    return next;
  };

  /** Where that cannot be, the body runs all the same: what it shows is saved later. */
  readonly together = (body: () => void): void => {
    if (this.depth > 0) {
      body();
      return;
    }
    const run = { hasBegun: false };
    this.depth += 1;
    const isDone = this.transact(() => {
      run.hasBegun = true;
      body();
    }, 'reading');
    this.depth -= 1;
    if (!isDone && !run.hasBegun) body();
  };

  /** A full disk may show only when all is written: then nothing of it is in the store. */
  private transact(body: () => void, as: 'attempt' | 'reading' = 'attempt'): boolean {
    const { written, isCreated } = this.writer;
    if (this.saving[as](() => this.store.together(body))) return true;
    this.writer.adopt(written);
    this.writer.isCreated = isCreated;
    this.revision = undefined;
    return false;
  }
}

/** Where nothing can be stored. */
export const unstored: SessionStore = {
  save: () => false,
  read: (state) => state,
  together: (body) => body(),
};
