import { growthOf } from '../conversation/answerGrowth';
import type { Answer } from '../conversation/answerState';
import type { ConversationStore } from '../store/conversationStore';
import type { ConversationChanges, ConversationFolder } from '../store/storedConversation';
import { emptyState, isEmpty, type SessionState } from './sessionState';
import { firstWords } from '../conversation/firstWords';

export interface NewConversation {
  readonly id: string;
  readonly folder?: ConversationFolder;
}

/** Brings the store in step with a conversation as a window has it, with the fewest writes. */
export class ConversationWriter {
  private state: SessionState;
  private answers: Map<string, Answer>;

  /** `written`: as the store has it; absent where the store does not have it. */
  constructor(
    private readonly store: ConversationStore,
    private readonly conversation: NewConversation,
    written: SessionState | undefined,
    private readonly now: () => number,
  ) {
    this.isCreated = written !== undefined;
    this.state = written ?? emptyState;
    this.answers = answersOf(this.state);
  }

  /** The store has the conversation. */
  isCreated: boolean;

  /** As this window wrote or read it last. */
  get written(): SessionState {
    return this.state;
  }

  /** There is nothing to write. */
  isInStep(next: SessionState): boolean {
    return next === this.state || (!this.isCreated && isEmpty(next));
  }

  /** The store was read. */
  adopt(state: SessionState): void {
    this.state = state;
    this.answers = answersOf(state);
  }

  /** Throws `StoreProblem`; what was not written is written by the next call. */
  write(next: SessionState): void {
    if (this.isInStep(next)) return;
    this.store.together(() => this.writeAll(next));
    this.adopt(next);
    this.isCreated = true;
  }

  private writeAll(next: SessionState): void {
    const { id, folder } = this.conversation;
    const first = next.turns[0];
    if (!this.isCreated) {
      const title = firstWords(first?.prompt ?? '');
      this.store.create({ id, ...(folder ? { folder } : {}), title, createdAt: this.now() });
    } else if (first && this.state.turns.length === 0 && this.store.conversation(id)?.title === '') {
      this.store.update(id, { title: firstWords(first.prompt) });
    }
    for (const turn of next.turns) {
      const before = this.answers.get(turn.id);
      if (!before) this.store.addTurn(id, turn);
      else if (before !== turn.answer) this.writeAnswer(turn.id, before, turn.answer);
    }
    this.store.update(id, this.changesTo(next));
  }

  private writeAnswer(turnId: string, before: Answer, after: Answer): void {
    const growth = growthOf(before, after);
    if (!growth) {
      this.store.saveAnswer(turnId, after);
      return;
    }
    const { text, thinking } = growth;
    if (text !== '') this.store.append(turnId, { field: 'text', at: before.text.length, text });
    if (thinking === '') return;
    const { thinkingMs } = after;
    const took = thinkingMs === undefined ? {} : { thinkingMs };
    this.store.append(turnId, { field: 'thinking', at: before.thinking.length, text: thinking, ...took });
  }

  private changesTo({ turns, leafId, draft, images, mentions, queue, choice }: SessionState): ConversationChanges {
    const { state } = this;
    const hasNewTurn = turns.some(({ id }) => !this.answers.has(id));
    return {
      ...(leafId === state.leafId && !hasNewTurn ? {} : { leafId: leafId ?? null }),
      ...(draft === state.draft ? {} : { draft }),
      ...(images === state.images ? {} : { draftImages: images }),
      ...(mentions === state.mentions ? {} : { draftMentions: mentions }),
      ...(queue === state.queue ? {} : { queue }),
      ...(choice === state.choice ? {} : { choice: choice ?? null }),
    };
  }
}

function answersOf({ turns }: SessionState): Map<string, Answer> {
  return new Map(turns.map(({ id, answer }) => [id, answer]));
}
