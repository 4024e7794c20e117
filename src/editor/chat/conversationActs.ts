import {
  type ChatSession,
  type Conversations,
  type HostMessage,
  type NewPrompt,
  withoutQueued,
  withQueuedAt,
  withQueuedPrompt,
} from '../../engine/chat';
import type { Acts } from './acts';

type Queue = ChatSession['state']['queue'];

export interface Sending {
  /** A prompt with what goes along. */
  readonly collect: (prompt: string) => Promise<NewPrompt>;
  /** Prompts that are being sent, by conversation. */
  readonly sending: Map<string, string>;
}

/** What a page may do with conversations. `tell`: says something to every page. */
export function conversationActs(
  conversations: Conversations,
  { collect, sending }: Sending,
  tell: (message: HostMessage) => void,
): Acts {
  const session = (): ChatSession => conversations.current;
  const queue = (change: (queue: Queue) => Queue): void =>
    session().change((state) => ({ ...state, queue: change(state.queue) }));
  return {
    send: async ({ prompt }) => {
      const { id } = session();
      // Until it is sent it is a draft, so that it is not lost with the window.
      sending.set(id, prompt);
      session().setDraft(prompt);
      const what = await collect(prompt);
      sending.delete(id);
      // Another conversation may be shown by now.
      conversations.sendIn(id, what);
    },
    edit: async ({ turnId, prompt }) => {
      const edited = session();
      edited.edit(turnId, await collect(prompt));
    },
    stop: () => session().stop(),
    retry: () => session().retry(),
    continue: () => session().goOn(),
    'show-branch': ({ turnId }) => session().showBranch(turnId),
    draft: ({ draft }) => session().setDraft(draft),
    'edit-queued': ({ id, prompt }) => queue((all) => withQueuedPrompt(all, id, prompt)),
    'remove-queued': ({ id }) => queue((all) => withoutQueued(all, id)),
    'move-queued': ({ id, to }) => queue((all) => withQueuedAt(all, id, to)),
    'send-queued': ({ id }) => session().sendQueued(id),
    'stop-waiting': ({ turnId }) => session().stopWaiting(turnId),
    'send-elsewhere': ({ turnId }) => session().sendElsewhere(turnId),
    'new-chat': () => conversations.newConversation(),
    fork: ({ turnId }) => conversations.fork(turnId),
    list: ({ query, scope, offset, limit }, reply) =>
      reply({ type: 'conversations', page: conversations.list(query, scope, offset, limit) }),
    'open-conversation': ({ id }) => conversations.open(id),
    'rename-conversation': ({ id, title }) => conversations.rename(id, title),
    'pin-conversation': ({ id, pinned }) => conversations.pin(id, pinned),
    'delete-conversation': ({ id }) => {
      const title = conversations.remove(id);
      if (title !== undefined) tell({ type: 'deleted', id, title });
    },
    'restore-conversation': ({ id }) => conversations.restore(id),
    'remove-image': ({ id }) => conversations.removeImage(id),
  };
}
