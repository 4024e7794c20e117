import type { CommittedEvent } from '../chatProtocol';

/** The pieces of an answer put together: whole texts, thoughts up to their signatures, calls. */
export function answerParts(events: readonly CommittedEvent[]): readonly CommittedEvent[] {
  const parts: CommittedEvent[] = [];
  for (const event of events) {
    const joined = join(parts.at(-1), event);
    if (joined) parts[parts.length - 1] = joined;
    else parts.push(event);
  }
  return parts;
}

function join(before: CommittedEvent | undefined, next: CommittedEvent): CommittedEvent | undefined {
  if (before?.type === 'text' && next.type === 'text') return { ...next, text: before.text + next.text };
  if (before?.type !== 'thinking' || next.type !== 'thinking' || !goesOn(before, next)) return undefined;
  return { ...next, text: before.text + next.text };
}

type Thinking = Extract<CommittedEvent, { type: 'thinking' }>;

/** A signature ends what it signs, and no provider signs another's thoughts. */
export function goesOn(before: Thinking, next: Thinking): boolean {
  return before.signature === undefined && before.origin === next.origin;
}
