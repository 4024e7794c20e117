import type { Turn } from '../conversation/turn';
import type { ConversationRow } from '../store/storedConversation';
import type { ConversationItem, ConversationView } from '../view/protocol';
import type { Claims } from './claims';
import type { ChatSession } from './session';
import type { SessionState } from './sessionState';

/** What a conversation took, over all branches. */
export function conversationView(id: string, title: string, { turns }: SessionState): ConversationView {
  return {
    id,
    title,
    ...figure('cost', turns),
    ...figure('inputTokens', turns),
    ...figure('outputTokens', turns),
  };
}

function figure<K extends 'cost' | 'inputTokens' | 'outputTokens'>(
  name: K,
  turns: readonly Turn[],
): { readonly [P in K]?: number } {
  const efforts = turns.flatMap(({ answer }) => [answer.effort, answer.summary?.effort]);
  const known = efforts.flatMap((effort) => effort?.[name] ?? []);
  if (known.length === 0) return {};
  return { [name]: known.reduce((sum, value) => sum + value, 0) } as { readonly [P in K]: number };
}

/** `session`: where this window has the conversation open. */
export function conversationItem(
  { id, title, folder, isPinned, updatedAt, leafId, state, snippet }: ConversationRow,
  currentId: string,
  session: ChatSession | undefined,
  claims: Pick<Claims, 'isElsewhere'>,
): ConversationItem {
  const isWritten = session?.isWriting === true || (leafId !== undefined && claims.isElsewhere(leafId));
  return {
    id,
    title,
    ...(folder ? { folder: folder.name } : {}),
    isCurrent: id === currentId,
    isPinned,
    updatedAt,
    state: isWritten ? 'writing' : stateOf(state),
    ...(snippet ? { snippet } : {}),
  };
}

function stateOf(state: ConversationRow['state']): ConversationItem['state'] {
  switch (state) {
    case 'waiting':
      return 'waiting';
    case 'asking':
    case 'writing':
    case 'interrupted':
    case 'failed':
      return 'unfinished';
    default:
      return 'idle';
  }
}
