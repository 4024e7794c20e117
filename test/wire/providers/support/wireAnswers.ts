import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import type { Failure } from '../../../../src/engine/model/failure/failure';
import type { StreamEvent } from '../../../../src/engine/model/stream/stream';
import { bytesOf, type WireProtocol } from './wireProtocol';

export function failureOf(events: readonly StreamEvent[]): Failure {
  const last = events.at(-1);
  assert.ok(last?.type === 'failed', JSON.stringify(events));
  assert.equal(events.filter(({ type }) => type === 'failed' || type === 'done').length, 1);
  return last.failure;
}

/** How the protocol's answers begin: with their headers, and with a first word. What is written behind it is frames of the protocol. */
export function beginningsOf(
  protocol: WireProtocol,
): Record<'begin' | 'beginAnswer', (response: ServerResponse) => ServerResponse> {
  const begin = (response: ServerResponse): ServerResponse => {
    const write = response.write.bind(response);
    const end = response.end.bind(response);
    const framed = (chunk: string | Uint8Array): Uint8Array =>
      typeof chunk === 'string' ? bytesOf(protocol, chunk) : chunk;
    return Object.assign(response.writeHead(200, { 'content-type': protocol.contentType }), {
      write: (chunk: string | Uint8Array) => write(framed(chunk)),
      end: (chunk?: string | Uint8Array) => (chunk === undefined ? end() : end(framed(chunk))),
    });
  };
  const beginAnswer = (response: ServerResponse): ServerResponse => {
    begin(response).write(protocol.start + protocol.text('one '));
    return response;
  };
  return { begin, beginAnswer };
}
