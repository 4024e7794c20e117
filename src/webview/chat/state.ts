import type { ChatView, HostMessage, TurnView } from '../../engine/chat/view';

/** The view after one more message; undefined until the host has sent a whole view. Pure. */
export function viewAfter(
  view: ChatView | undefined,
  message: Exclude<HostMessage, { type: 'focus' }>,
): ChatView | undefined {
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
    case 'draft':
      return { ...view, draft: message.draft };
    case 'context':
      return { ...view, context: message.context };
    case 'chain':
      return { ...view, chain: message.chain };
  }
}

function withTurn(turns: readonly TurnView[], turn: TurnView): readonly TurnView[] {
  const isKnown = turns.some((known) => known.id === turn.id);
  return isKnown ? turns.map((known) => (known.id === turn.id ? turn : known)) : [...turns, turn];
}

function withText(turn: TurnView, at: number, text: string): TurnView {
  return { ...turn, answer: { ...turn.answer, text: turn.answer.text.slice(0, at) + text } };
}
