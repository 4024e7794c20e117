import { EventStreamCodec } from '@smithy/core/event-streams';

const codec = new EventStreamCodec(
  (bytes) => (typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString()),
  (text) => Buffer.from(text),
);

/** A frame of `application/vnd.amazon.eventstream` with these headers, each byte as one character. */
export function amazonFrame(headers: Readonly<Record<string, string>>, payload: string): string {
  const named = Object.entries(headers).map(
    ([name, value]) => [`:${name}`, { type: 'string' as const, value }] as const,
  );
  const bytes = codec.encode({ headers: Object.fromEntries(named), body: Buffer.from(payload) });
  return Buffer.from(bytes).toString('latin1');
}

/** An event as ConverseStream sends it; `payload`: JSON, or a value. */
export function converseEvent(name: string, payload: unknown): string {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
  return amazonFrame({ 'event-type': name, 'content-type': 'application/json', 'message-type': 'event' }, body);
}

/** An exception in the place of an event. */
export function converseException(name: string, message = 'Words.'): string {
  const headers = { 'exception-type': name, 'content-type': 'application/json', 'message-type': 'exception' };
  return amazonFrame(headers, JSON.stringify({ message }));
}

/** Of a line that is `{"name":payload}`, the payload as it stands, be it JSON or not. */
export function converseEventOf(line: string): string {
  const [, name = '', payload = ''] = /^\s*\{\s*"(\w+)"\s*:([^]*)\}\s*$/.exec(line) ?? [];
  return converseEvent(name, payload);
}
