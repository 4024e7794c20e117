import type { Json } from '../../../../../src/engine/model/request/message';
import type {
  AnswerEnd,
  ChatProtocol,
  CommittedEvent,
  EndpointRequest,
  ServerSentEvent,
} from '../../../../../src/engine/server/protocols/chatProtocol';
import { route } from '../../failover/fixtures';

export const ended = (changes: Partial<AnswerEnd> = {}): AnswerEnd => ({
  reason: 'stop',
  usage: { inputTokens: 25, outputTokens: 15 },
  route: route('claude'),
  ...changes,
});

/** Ids `id1`, `id2`, … */
export function numbered(): () => string {
  let made = 0;
  return () => {
    made += 1;
    return `id${made}`;
  };
}

/** The events of a streamed answer, as JSON. */
export function streamed<R extends EndpointRequest>(
  protocol: ChatProtocol<R>,
  body: unknown,
  events: readonly CommittedEvent[],
  end = ended(),
): readonly { readonly event?: string; readonly data: Json }[] {
  const writer = protocol.writer(protocol.read(body, { isStreamed: true }), numbered());
  return asJson([...writer.begin(), ...events.flatMap((event) => writer.event(event)), ...writer.end(end)]);
}

export function asJson(
  events: readonly ServerSentEvent[],
): readonly { readonly event?: string; readonly data: Json }[] {
  return events.map(({ event, data }) => ({
    ...(event === undefined ? {} : { event }),
    data: JSON.parse(data) as Json,
  }));
}

/** What is left out is not said as undefined. */
export function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}
