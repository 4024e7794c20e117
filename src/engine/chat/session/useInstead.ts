import { leafOf } from '../conversation/conversation';
import type { ChatSession } from './session';

/** Asks the last turn again by the model that takes the place of a retired one, which also answers what is asked after it. */
export function useInstead(session: Pick<ChatSession, 'state' | 'change' | 'regenerate'>): void {
  const last = leafOf(session.state);
  const { state } = last?.answer ?? {};
  const model = state?.type === 'failed' ? state.problem.useInstead : undefined;
  if (!last || !model) return;
  session.change((conversation) => ({ ...conversation, choice: model }));
  session.regenerate(last.id, model);
}
