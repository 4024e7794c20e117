import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { type Fault, wordsBeforeFault } from '../scenario/faults';
import type { Protocol } from '../../../tools/wire/protocol';
import { errorResponseOf } from './errors';
import { Line } from './line';
import type { Said } from './model';
import type { Wire } from '../../../tools/wire/wire';

/** Milliseconds between two words, per `words` of them. */
export interface Pace {
  readonly pauseMs: number;
  readonly words: number;
}

/** Milliseconds. */
export const timesMs = { firstWord: 10, slowFirstWord: 8_000, ping: 1_000, loris: 1_000 } as const;

/** Milliseconds between the last bytes and the reset, which would throw away what is still on its way. */
const beforeResetMs = 25;
/** Bytes of a line that has no end, and how many of them are sent at once. */
const endless = { bytes: 9 * 1024 * 1024, atOnce: 64 * 1024 } as const;

/** Answers one request, broken by its fault. Resolves when there is nothing more to do, which leaves a hung one open. */
export async function deliver(
  response: ServerResponse,
  fault: Fault,
  protocol: Protocol,
  wire: Wire,
  said: Said,
  pace: Pace,
): Promise<void> {
  const error = errorResponseOf(fault, protocol);
  if (error) {
    response.writeHead(error.status, error.headers).end(error.body);
    return;
  }
  switch (fault) {
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'hang':
      return;
    case 'portal':
      response.writeHead(200, { 'content-type': 'text/html' }).end(portalPage);
      return;
    case 'binary':
      response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(binary);
      return;
    case 'error-200':
      response.writeHead(200, { 'content-type': 'application/json' }).end(wire.errorBody);
      return;
    default:
      await stream(new Line(response, wire.encoding), fault, wire, said, pace);
  }
}

const portalPage =
  '<!doctype html><html><head><title>Welcome</title></head><body>Log in to use this network.</body></html>';

/** Every byte there is, again and again. */
const binary = Uint8Array.from({ length: 4_096 }, (_, index) => (index * 167 + 13) % 256);

async function stream(line: Line, fault: Fault, wire: Wire, { pieces, call }: Said, pace: Pace): Promise<void> {
  line.begin(contentTypeOf(fault, wire));
  switch (fault) {
    case 'headers-then-silence':
      return;
    case 'empty-200':
      line.end('');
      return;
    case 'pings-first':
      await line.repeatUntilClosed(wire.keepAlive, timesMs.ping);
      return;
    case 'loris-first':
      await line.trickle(wire.begin() + wire.text('1'), timesMs.loris);
      return;
    default:
  }
  await line.write(wire.begin());
  await wait(fault === 'slow-first-word' ? timesMs.slowFirstWord : timesMs.firstWord);
  if (fault === 'empty-answer') {
    line.end(wire.end());
    return;
  }
  if (fault === 'error-event-first') {
    line.end(wire.errorEvent);
    return;
  }
  const strikesAt = struckAfter(fault, pieces);
  for (const [index, piece] of pieces.entries()) {
    if (line.closed) return;
    if (index === strikesAt && (await strike(line, fault, wire, piece))) return;
    await line.write(wire.text(piece));
    if ((index + 1) % pace.words === 0) await wait(pace.pauseMs);
  }
  if (strikesAt === pieces.length && (await strike(line, fault, wire, ''))) return;
  const frames = call ? wire.call(call) : [];
  if (fault === 'closed-in-tool-call' || fault === 'cut-in-tool-call') {
    await line.write(half(frames));
    if (fault === 'closed-in-tool-call') line.end('');
    else await resetSoon(line);
    return;
  }
  line.end(frames.join('') + wire.end());
}

function contentTypeOf(fault: Fault, wire: Wire): string {
  if (fault === 'html-type') return 'text/html; charset=utf-8';
  return fault === 'octet-type' ? 'application/octet-stream' : wire.contentType;
}

/** The first of the frames, or the first half of the only one. */
function half(frames: readonly string[]): string {
  const [only = ''] = frames;
  return frames.length > 1 ? frames.slice(0, Math.ceil(frames.length / 2)).join('') : only.slice(0, only.length / 2);
}

/** Pieces that still come; undefined where nothing strikes. */
function struckAfter(fault: Fault, pieces: readonly string[]): number | undefined {
  switch (fault) {
    case 'cut-first-word':
    case 'closed-first-word':
      return 1;
    case 'cut-last-word':
    case 'closed-last-word':
      return pieces.length;
    case 'closed-in-character':
      return pieces.findIndex((piece, index) => index >= wordsBeforeFault && isMultiByte(piece));
    case 'cut-middle':
    case 'closed-middle':
    case 'closed-in-line':
    case 'stall-middle':
    case 'pings-middle':
    case 'loris-middle':
    case 'error-event-middle':
    case 'garbage-then-end':
    case 'garbage-then-rest':
    case 'endless-line':
    case 'cut-in-word':
      return Math.min(wordsBeforeFault, pieces.length);
    default:
      return undefined;
  }
}

function isMultiByte(text: string): boolean {
  return Buffer.byteLength(text) > text.length;
}

/** Returns whether that was the end; `next` is the piece that would have come. */
async function strike(line: Line, fault: Fault, wire: Wire, next: string): Promise<boolean> {
  switch (fault) {
    case 'closed-in-character': {
      const bytes = Buffer.from(wire.text(next), wire.encoding);
      const first = /[^\p{ASCII}]/u.exec(next)?.[0] ?? '';
      const lead = bytes.indexOf(Buffer.from(first));
      line.end(bytes.subarray(0, lead + 1));
      return true;
    }
    case 'closed-in-line':
      line.end(wire.text(next).slice(0, -14));
      return true;
    case 'cut-in-word':
      await line.write(wire.text(next.slice(0, Math.ceil(next.length / 2))));
      await resetSoon(line);
      return true;
    case 'closed-first-word':
    case 'closed-middle':
    case 'closed-last-word':
      line.end('');
      return true;
    case 'stall-middle':
      return true;
    case 'pings-middle':
      await line.repeatUntilClosed(wire.keepAlive, timesMs.ping);
      return true;
    case 'loris-middle':
      await line.trickle(wire.text(next), timesMs.loris);
      return true;
    case 'endless-line':
      await line.write(wire.lineStart);
      for (let sent = 0; sent < endless.bytes && !line.closed; sent += endless.atOnce) {
        await line.write('x'.repeat(endless.atOnce));
      }
      return true;
    case 'error-event-middle':
      line.end(wire.errorEvent);
      return true;
    case 'garbage-then-end':
      line.end(wire.garbage);
      return true;
    case 'garbage-then-rest':
      await line.write(wire.garbage);
      return false;
    default:
      await resetSoon(line);
      return true;
  }
}

async function resetSoon(line: Line): Promise<void> {
  await wait(beforeResetMs);
  line.reset();
}
