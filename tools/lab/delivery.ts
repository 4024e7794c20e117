import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { type ErrorResponse, errorResponse, type Refusal } from '../wire/errors';
import type { Wire } from '../wire/wire';
import { wireOf } from '../wire/wires';
import type { Fault, FaultSetting } from './faults';
import { framesOf, isContentFrame } from './frames';
import { type Protocol, spokenAt } from './protocols';

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

/** Seconds after which a rate limit wants to be asked again. */
const retryAfterSeconds = 20;

/** Answers one request, broken by the fault that is set. Resolves when the answer has ended or will never end. */
export async function deliver(delivery: Delivery): Promise<void> {
  const { response, fault } = delivery;
  const socket = response.socket;
  const { contentType } = wireIn(delivery);
  switch (fault.fault) {
    case 'overloaded':
    case 'server-error':
    case 'rate-limited':
    case 'quota':
    case 'unauthorized':
    case 'model-missing': {
      const { status, headers, body } = refusalIn(delivery, fault.fault);
      response.writeHead(status, headers).end(body);
      return;
    }
    case 'refuse':
    case 'reset-before-headers':
      socket?.resetAndDestroy();
      return;
    case 'hang':
      return;
    case 'silent-200':
      response.writeHead(200, { 'content-type': contentType }).flushHeaders();
      return;
    case 'portal':
      response.writeHead(200, { 'content-type': 'text/html' }).end(portalPage);
      return;
    case 'empty':
      response.writeHead(200, { 'content-type': contentType }).end();
      return;
    case 'huge-line':
      response.writeHead(200, { 'content-type': contentType });
      await writeHugeLine(response, wireIn(delivery));
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

function wireIn({ protocol, path }: Delivery): Wire {
  return wireOf(spokenAt(path, protocol), { withUsage: false });
}

function refusalIn({ protocol, path }: Delivery, fault: Extract<Fault, Refusal>): ErrorResponse {
  // Anthropic alone has a status of its own for it.
  const refusal = fault === 'overloaded' && protocol !== 'anthropic' ? 'unavailable' : fault;
  return errorResponse(refusal, spokenAt(path, protocol), retryAfterSeconds);
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
  const { encoding = 'utf8' } = wireIn(delivery);
  let pieces = 0;
  for await (const frame of framesOf(answer, protocol)) {
    if (strikes(fault, pieces)) {
      await strike(delivery);
      return;
    }
    const bytes = Buffer.from(frame, encoding);
    if (fault.fault === 'slow-loris') await writeSlowly(response, bytes);
    else response.write(bytes);
    if (isContentFrame(frame, protocol)) pieces += 1;
  }
  if (strikes(fault, pieces)) await strike(delivery);
  else response.end();
}

const midAnswer: ReadonlySet<string> = new Set(['cut', 'clean-cut', 'stall', 'error-event', 'malformed-event']);

function strikes(fault: FaultSetting, pieces: number): boolean {
  return midAnswer.has(fault.fault) && pieces >= fault.after;
}

async function strike(delivery: Delivery): Promise<void> {
  const { response, fault } = delivery;
  const { errorEvent, garbage, encoding = 'utf8' } = wireIn(delivery);
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
      response.end(Buffer.from(errorEvent, encoding));
      return;
    case 'malformed-event':
      response.end(Buffer.from(garbage, encoding));
      return;
    default:
      return;
  }
}

async function writeSlowly(response: ServerResponse, bytes: Buffer): Promise<void> {
  for (const byte of bytes) {
    response.write(Buffer.from([byte]));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** More than any client should be willing to hold. */
async function writeHugeLine(response: ServerResponse, wire: Wire): Promise<void> {
  const block = Buffer.alloc(1024 * 1024, 'x');
  response.write(Buffer.from(wire.lineStart, wire.encoding));
  for (let written = 0; written < 64 && !response.destroyed; written += 1) {
    if (!response.write(block))
      await Promise.race([new Promise((resolve) => response.once('drain', resolve)), wait(1_000)]);
  }
  response.end();
}
