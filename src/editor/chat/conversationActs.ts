import {
  type Attachment,
  type ChatSession,
  type Conversations,
  type HostMessage,
  type NewPrompt,
  useInstead,
  withoutQueued,
  withQueuedAt,
  withQueuedPrompt,
} from '../../engine/chat';
import type { Acts, Reply } from './acts';
import type { Outgoing } from './outgoing';

type Queue = ChatSession['state']['queue'];

export interface Sending {
  /** A prompt with what goes along. Must not reject. */
  readonly collect: (prompt: string, session: ChatSession) => Promise<Outgoing>;
  /** What is asked in place of a queued prompt that is a command. Must not reject. */
  readonly commandOf: (prompt: string) => Promise<Attachment | undefined>;
  /** A prompt is being written: what a request would have to wait for is done now. */
  readonly prepare: () => void;
  /** Prompts that are being sent, by conversation. */
  readonly sending: Map<string, string>;
  /** What is being sent is another now. */
  readonly changed: () => void;
  /** The draft is another. */
  readonly follow: () => void;
}

/** What a page may do with conversations. `tell`: says something to every page. */
export function conversationActs(
  conversations: Conversations,
  { collect, commandOf, prepare, sending, changed, follow }: Sending,
  tell: (message: HostMessage) => void,
): Acts {
  const session = (): ChatSession => conversations.current;
  const queue = (change: (queue: Queue) => Queue): void =>
    session().change((state) => ({ ...state, queue: change(state.queue) }));
  const sendInNew = (what: NewPrompt | undefined): void => {
    conversations.newConversation();
    if (what) session().send(what);
  };
  return {
    send: async ({ prompt }, reply) => {
      const asked = session();
      // Until it is sent it is a draft, so that it is not lost with the window.
      sending.set(asked.id, prompt);
      asked.setDraft(prompt);
      const outgoing = await collect(prompt, asked);
      sending.delete(asked.id);
      switch (outgoing.type) {
        case 'send':
          // Another conversation may be shown by now.
          conversations.sendIn(asked.id, outgoing.what);
          return;
        case 'send-in-new':
          empty(asked, prompt);
          sendInNew(outgoing.what);
          return;
        case 'done':
          empty(asked, prompt);
          return;
        case 'not-sent':
          changed();
          refuse(outgoing.why, reply);
      }
    },
    edit: async ({ turnId, prompt }, reply) => {
      const edited = session();
      const outgoing = await collect(prompt, edited);
      if (outgoing.type === 'send') edited.edit(turnId, outgoing.what);
      else if (outgoing.type === 'send-in-new') sendInNew(outgoing.what);
      else if (outgoing.type === 'not-sent') {
        // Its editor is closed by now.
        const { draft } = edited.state;
        edited.setDraft(draft === '' ? prompt : `${draft}\n\n${prompt}`);
        refuse(outgoing.why, reply);
      }
      follow();
    },
    stop: () => session().stop(),
    retry: () => session().retry(),
    continue: () => session().goOn(),
    'use-instead': () => useInstead(session()),
    'show-branch': ({ turnId }) => session().showBranch(turnId),
    draft: ({ draft }) => {
      session().setDraft(draft);
      if (draft !== '') prepare();
      follow();
    },
    'edit-queued': async ({ id, prompt }, reply) => {
      const edited = session();
      const command = await commandOf(prompt);
      edited.change((state) => ({ ...state, queue: withQueuedPrompt(state.queue, id, prompt, command) }));
      const isWaiting = edited.state.queue.some((queued) => queued.id === id);
      // The answer before it may have ended while the change was on its way.
      if (!isWaiting) reply({ type: 'overtaken', prompt });
    },
    'remove-queued': ({ id }) => queue((all) => withoutQueued(all, id)),
    'move-queued': ({ id, to }) => queue((all) => withQueuedAt(all, id, to)),
    'send-queued': ({ id }) => session().sendQueued(id),
    'drop-summary': ({ turnId }) => session().setSummary(turnId, undefined),
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

function refuse(why: string | undefined, reply: Reply): void {
  if (why !== undefined) reply({ type: 'refused', why });
}

/** The prompt is no draft any more; what was typed meanwhile stays. */
function empty(session: ChatSession, prompt: string): void {
  if (session.state.draft === prompt) session.setDraft('');
}
