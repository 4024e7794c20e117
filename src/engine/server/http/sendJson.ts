import type { ServerResponse } from 'node:http';
import type { Json } from '../../model/request/message';
import type { EndpointProblem } from '../protocols/chatProtocol';

export function sendJson(
  response: ServerResponse,
  status: number,
  value: Json,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (response.headersSent || response.destroyed) return;
  const body = JSON.stringify(value);
  response
    .writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers })
    .write(body);
  endWhenRead(response);
}

/** How long what a refused client still sends is read and dropped. */
const drainMs = 2_000;

/** A line that is closed while its client still sends takes the answer away from it. */
function endWhenRead(response: ServerResponse): void {
  const { req: request } = response;
  if (request.complete) {
    response.end();
    return;
  }
  const late = setTimeout(() => response.end(() => request.destroy()), drainMs);
  request.once('end', () => response.end());
  request.once('close', () => clearTimeout(late));
  request.resume();
}

/** `body`: the problem in the protocol's own form. */
export function sendProblem(response: ServerResponse, problem: EndpointProblem, body: Json): void {
  const { status, retryAfterSeconds } = problem;
  sendJson(response, status, body, {
    ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
    // The clients of OpenAI and Anthropic ask again by themselves after any 5xx, unless they are told.
    ...(status >= 500 && retryAfterSeconds === undefined ? { 'x-should-retry': 'false' } : {}),
  });
}
