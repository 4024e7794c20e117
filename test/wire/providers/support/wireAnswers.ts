import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import type { Failure } from '../../../../src/engine/model/failure';
import type { StreamEvent } from '../../../../src/engine/model/stream';
import type { WireProtocol } from './protocols';

export function failureOf(events: readonly StreamEvent[]): Failure {
  const last = events.at(-1);
  assert.ok(last?.type === 'failed', JSON.stringify(events));
  assert.equal(events.filter(({ type }) => type === 'failed' || type === 'done').length, 1);
  return last.failure;
}

/** How the protocol's answers begin: with their headers, and with a first word. */
export function beginningsOf(
  protocol: WireProtocol,
): Record<'begin' | 'beginAnswer', (response: ServerResponse) => ServerResponse> {
  const begin = (response: ServerResponse): ServerResponse =>
    response.writeHead(200, { 'content-type': protocol.contentType });
  const beginAnswer = (response: ServerResponse): ServerResponse => {
    begin(response).write(protocol.start + protocol.text('one '));
    return response;
  };
  return { begin, beginAnswer };
}
