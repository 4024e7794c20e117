import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { type Fault, wordsBeforeFault } from '../faults';
import { errorResponses } from './errors';
import { endFrames, errorFrame, garbageFrame, roleFrame, serverError, textFrame } from './frames';

/** Milliseconds. */
export const pace = { firstWord: 10, eachWord: 1, slowFirstWord: 8_000, ping: 1_000 } as const;

/** Milliseconds between the last bytes and the reset, which would throw away what is still on its way. */
const beforeReset = 25;

export interface Answer {
  readonly pieces: readonly string[];
  readonly withUsage: boolean;
}

/** Answers one request, broken as told. Resolves when there is nothing more to do, which leaves a hung one open. */
export async function deliver(response: ServerResponse, fault: Fault, answer: Answer): Promise<void> {
  const error = errorResponses[fault];
  if (error) {
    response.writeHead(error.status, { 'content-type': 'application/json', ...error.headers });
    response.end(JSON.stringify(error.body));
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
    case 'error-200':
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(serverError));
      return;
    default:
      await stream(new Line(response), fault, answer);
  }
}

const portalPage =
  '<!doctype html><html><head><title>Welcome</title></head><body>Log in to use this network.</body></html>';

async function stream(line: Line, fault: Fault, { pieces, withUsage }: Answer): Promise<void> {
  line.begin();
  if (fault === 'headers-then-silence') return;
  if (fault === 'empty-200') {
    line.end('');
    return;
  }
  if (fault === 'pings-only') {
    await line.pingUntilClosed();
    return;
  }
  line.write(roleFrame());
  await wait(fault === 'slow-first-word' ? pace.slowFirstWord : pace.firstWord);
  if (fault === 'empty-answer') {
    line.end(endFrames(0, withUsage));
    return;
  }
  if (fault === 'error-event-first') {
    line.end(errorFrame());
    return;
  }
  const strikesAt = struckAfter(fault, pieces);
  for (const [index, piece] of pieces.entries()) {
    if (line.closed) return;
    if (index === strikesAt && (await strike(line, fault, piece))) return;
    line.write(textFrame(piece));
    await wait(pace.eachWord);
  }
  if (strikesAt === pieces.length) await strike(line, fault, '');
  else line.end(endFrames(pieces.length, withUsage));
}

/** Pieces that still come; undefined where nothing strikes. */
function struckAfter(fault: Fault, pieces: readonly string[]): number | undefined {
  switch (fault) {
    case 'cut-first-word':
      return 1;
    case 'cut-last-word':
      return pieces.length;
    case 'closed-in-character':
      return pieces.findIndex((piece, index) => index >= wordsBeforeFault && isMultiByte(piece));
    case 'cut-middle':
    case 'closed-middle':
    case 'closed-in-line':
    case 'stall-middle':
    case 'error-event-middle':
    case 'garbage-then-end':
    case 'garbage-then-rest':
      return Math.min(wordsBeforeFault, pieces.length);
    default:
      return undefined;
  }
}

function isMultiByte(text: string): boolean {
  return Buffer.byteLength(text) > text.length;
}

/** Returns whether that was the end; `next` is the piece that would have come. */
async function strike(line: Line, fault: Fault, next: string): Promise<boolean> {
  switch (fault) {
    case 'closed-in-character': {
      const bytes = Buffer.from(textFrame(next));
      const lead = bytes.findIndex((byte) => byte >= 0xc0);
      line.end(bytes.subarray(0, lead + 1));
      return true;
    }
    case 'closed-in-line':
      line.end(textFrame(next).slice(0, -14));
      return true;
    case 'closed-middle':
      line.end('');
      return true;
    case 'stall-middle':
      return true;
    case 'error-event-middle':
      line.end(errorFrame());
      return true;
    case 'garbage-then-end':
      line.end(garbageFrame);
      return true;
    case 'garbage-then-rest':
      line.write(garbageFrame);
      return false;
    default:
      await wait(beforeReset);
      line.reset();
      return true;
  }
}

/** One streamed response. */
class Line {
  constructor(private readonly response: ServerResponse) {}

  get closed(): boolean {
    return this.response.destroyed;
  }

  begin(): void {
    this.response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' }).flushHeaders();
    this.response.socket?.setNoDelay(true);
  }

  write(frame: string): void {
    this.response.write(frame);
  }

  end(last: string | Uint8Array): void {
    this.response.end(last);
  }

  reset(): void {
    this.response.socket?.resetAndDestroy();
  }

  async pingUntilClosed(): Promise<void> {
    while (!this.closed) {
      this.write(': keep-alive\n\n');
      await wait(pace.ping);
    }
  }
}
