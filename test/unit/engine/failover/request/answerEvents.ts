import type { AnswerEvent } from '../../../../../src/engine/failover/api/answer';

export function only<T extends AnswerEvent['type']>(
  events: readonly AnswerEvent[],
  type: T,
): Extract<AnswerEvent, { type: T }>[] {
  return events.filter((event): event is Extract<AnswerEvent, { type: T }> => event.type === type);
}

export function answeredBy(events: readonly AnswerEvent[]): string | undefined {
  const last = events.at(-1);
  return last?.type === 'done' ? last.route.providerId : undefined;
}
