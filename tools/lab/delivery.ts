import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { FaultSetting } from './faults';
import { errorFrame, errorsOf, frameEnd, isContentFrame, malformedFrame, type Protocol } from './protocols';

export interface Delivery {
  readonly request: IncomingMessage;
  readonly body: string;
  readonly path: string;
  readonly response: ServerResponse;
  readonly fault: FaultSetting;
  readonly protocol: Protocol;
  readonly upstream: string;
}

/** Milliseconds before the first word of the slow fault. */
const slowMs = 8_000;

/** Answers one request, broken by the fault that is set. Resolves when the answer has ended or will never end. */
export async function deliver(delivery: Delivery): Promise<void> {
  const { response, fault, protocol } = delivery;
  const socket = response.socket;
  switch (fault.fault) {
    case 'overloaded':
    case 'server-error':
    case 'rate-limited':
    case 'quota':
    case 'unauthorized':
    case 'model-missing': {
      const { status, headers, body } = errorsOf[protocol][fault.fault];
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
      return;
    }
    case 'refuse':
    case 'reset-before-headers':
      socket?.resetAndDestroy();
      return;
    case 'hang':
      return;
    case 'silent-200':
      response.writeHead(200, { 'content-type': streamType(protocol) }).flushHeaders();
      return;
    case 'portal':
      response.writeHead(200, { 'content-type': 'text/html' }).end(portalPage);
      return;
    case 'empty':
      response.writeHead(200, { 'content-type': streamType(protocol) }).end();
      return;
    case 'huge-line':
      response.writeHead(200, { 'content-type': streamType(protocol) });
      await writeHugeLine(response);
      return;
    case 'slow-first-token':
      await wait(slowMs);
      await relay(delivery);
      return;
    case 'none':
    case 'cut':
    case 'clean-cut':
    case 'stall':
    case 'error-event':
    case 'malformed-event':
    case 'slow-loris':
    case 'bad-content-type':
      await relay(delivery);
  }
}

const portalPage =
  '<!doctype html><html><head><title>Welcome</title></head><body>Log in to this network.</body></html>';

function streamType(protocol: Protocol): string {
  return protocol === 'ollama' ? 'application/x-ndjson' : 'text/event-stream';
}

/** Passes the healthy answer on, frame by frame, until the fault strikes. */
async function relay(delivery: Delivery): Promise<void> {
  const { request, body, path, response, fault, protocol, upstream } = delivery;
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const answer = await fetch(`${upstream}${path}`, {
    method: request.method,
    headers: { 'content-type': 'application/json', authorization: 'Bearer lab', 'x-api-key': 'lab' },
    ...(request.method === 'POST' ? { body } : {}),
    signal: gone.signal,
  });
  const contentType = fault.fault === 'bad-content-type' ? 'text/plain' : (answer.headers.get('content-type') ?? '');
  response.writeHead(answer.status, { 'content-type': contentType });
  let pieces = 0;
  for await (const frame of frames(answer, frameEnd(protocol))) {
    if (strikes(fault, pieces)) {
      await strike(delivery);
      return;
    }
    if (fault.fault === 'slow-loris') await writeSlowly(response, frame);
    else response.write(frame);
    if (isContentFrame(frame)) pieces += 1;
  }
  if (strikes(fault, pieces)) await strike(delivery);
  else response.end();
}

const midAnswer: ReadonlySet<string> = new Set(['cut', 'clean-cut', 'stall', 'error-event', 'malformed-event']);

function strikes(fault: FaultSetting, pieces: number): boolean {
  return midAnswer.has(fault.fault) && pieces >= fault.after;
}

async function strike({ response, fault, protocol, path }: Delivery): Promise<void> {
  switch (fault.fault) {
    case 'cut':
      // What was written must have left before the reset throws it away.
      await wait(30);
      response.socket?.resetAndDestroy();
      return;
    case 'clean-cut':
      response.end();
      return;
    case 'error-event':
      response.end(errorFrame(protocol, path));
      return;
    case 'malformed-event':
      response.end(malformedFrame(protocol));
      return;
    default:
      return;
  }
}

async function* frames(answer: Response, end: string): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let buffer = '';
  for await (const chunk of answer.body ?? []) {
    buffer += decoder.decode(chunk, { stream: true });
    for (let at = buffer.indexOf(end); at >= 0; at = buffer.indexOf(end)) {
      yield buffer.slice(0, at + end.length);
      buffer = buffer.slice(at + end.length);
    }
  }
  if (buffer !== '') yield buffer;
}

async function writeSlowly(response: ServerResponse, frame: string): Promise<void> {
  for (const byte of Buffer.from(frame)) {
    response.write(Buffer.from([byte]));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** More than any client should be willing to hold. */
async function writeHugeLine(response: ServerResponse): Promise<void> {
  const block = Buffer.alloc(1024 * 1024, 'x');
  response.write('data: {"text":"');
  for (let written = 0; written < 64 && !response.destroyed; written += 1) {
    if (!response.write(block))
      await Promise.race([new Promise((resolve) => response.once('drain', resolve)), wait(1_000)]);
  }
  response.end();
}
