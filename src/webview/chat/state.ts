import type { ChatView, HostMessage, TurnView } from '../../engine/chat/view';

type MessageOfView = Extract<HostMessage, { type: 'view' | 'turn' | 'text' | 'thinking' | 'parts' }>;

/** Whether the message changes what the host shows. */
export function isOfView(message: HostMessage): message is MessageOfView {
  return ['view', 'turn', 'text', 'thinking', 'parts'].includes(message.type);
}

type MessageOfList = Extract<HostMessage, { type: 'conversations' | 'conversations-changed' | 'deleted' }>;

/** Whether the message is about the list of conversations. */
export function isOfList(message: HostMessage): message is MessageOfList {
  return ['conversations', 'conversations-changed', 'deleted'].includes(message.type);
}

/** The view after one more message; undefined until the host has sent a whole view. Pure. */
export function viewAfter(view: ChatView | undefined, message: MessageOfView): ChatView | undefined {
  if (message.type === 'view') return message.view;
  if (!view) return undefined;
  switch (message.type) {
    case 'turn':
      return { ...view, turns: withTurn(view.turns, message.turn) };
    case 'text':
      return {
        ...view,
        turns: view.turns.map((turn) => (turn.id === message.turnId ? withText(turn, message.at, message.text) : turn)),
      };
    case 'thinking':
      return {
        ...view,
        turns: view.turns.map((turn) => (turn.id === message.turnId ? withThoughts(turn, message) : turn)),
      };
    case 'parts':
      return { ...view, ...message.parts };
  }
}

function withTurn(turns: readonly TurnView[], turn: TurnView): readonly TurnView[] {
  const isKnown = turns.some((known) => known.id === turn.id);
  return isKnown ? turns.map((known) => (known.id === turn.id ? turn : known)) : [...turns, turn];
}

function withText(turn: TurnView, at: number, text: string): TurnView {
  return { ...turn, answer: { ...turn.answer, text: turn.answer.text.slice(0, at) + text } };
}

function withThoughts(turn: TurnView, { at, text, thinkingMs }: Extract<HostMessage, { type: 'thinking' }>): TurnView {
  const thinking = turn.answer.thinking.slice(0, at) + text;
  return { ...turn, answer: { ...turn.answer, thinking, ...(thinkingMs === undefined ? {} : { thinkingMs }) } };
}
