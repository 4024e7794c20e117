import { textMessage } from '../../../../src/engine/model/request/message';
import type { ChatRequest } from '../../../../src/engine/model/request/request';
import type { StreamEvent } from '../../../../src/engine/model/stream/stream';

export function userSays(text: string): ChatRequest {
  return { messages: [textMessage('user', text)], maxOutputTokens: 500 };
}

export async function collect(events: AsyncIterable<StreamEvent>): Promise<StreamEvent[]> {
  const all: StreamEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

export function textOfEvents(events: readonly StreamEvent[]): string {
  return events.map((event) => (event.type === 'text' ? event.text : '')).join('');
}
