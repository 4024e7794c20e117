import { PassThrough, Readable } from 'node:stream';
import type { CliHost } from '../../../../src/cli/host';
import { runCli } from '../../../../src/cli/run';
import { type Clock, systemClock } from '../../../../src/engine/model/async/clock';

export interface CliRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Of `--json`, in order. */
  readonly events: readonly Readonly<Record<string, unknown>>[];
  /** Milliseconds as the tool counts them. */
  readonly ms: number;
}

const tickMs = 20;

/**
 * A clock that runs `times()` as fast as the real one, which may change: waits for what never comes are short, and what works has all its
 * time, however busy the machine is. To be stopped at the end.
 */
export function pacedClock(times: () => number): Clock & { readonly stop: () => void } {
  const start = Date.now();
  const waiting = new Map<number, { readonly dueMs: number; readonly callback: () => void }>();
  let passedMs = 0;
  let last = performance.now();
  let count = 0;
  const advance = (): void => {
    const now = performance.now();
    passedMs += (now - last) * times();
    last = now;
  };
  const timer = setInterval(() => {
    advance();
    for (const [handle, { dueMs, callback }] of [...waiting]) {
      if (dueMs > passedMs || !waiting.delete(handle)) continue;
      callback();
    }
  }, tickMs);
  return {
    now: () => start + passedMs,
    monotonicMs: () => passedMs,
    setTimeout: (callback, ms) => {
      advance();
      count += 1;
      waiting.set(count, { dueMs: passedMs + ms, callback });
      return count;
    },
    clearTimeout: (handle) => void waiting.delete(handle as number),
    stop: () => clearInterval(timer),
  };
}

/** Runs a command line in this process, as far from it as the tool sees. */
export async function runInProcess(
  args: readonly string[],
  given: Partial<CliHost> & { readonly text?: string } = {},
): Promise<CliRun> {
  const { text: input, ...rest } = given;
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const written = { stdout: '', stderr: '' };
  stdout.on('data', (chunk) => (written.stdout += String(chunk)));
  stderr.on('data', (chunk) => (written.stderr += String(chunk)));
  const clock = rest.clock ?? systemClock;
  const began = clock.monotonicMs();
  const exitCode = await runCli(args, {
    environment: {},
    folder: '/',
    home: '/nowhere',
    platform: 'linux',
    version: '0.0.0',
    stdin: Readable.from(input === undefined ? [] : [Buffer.from(input)]),
    ...{ stdout, stderr },
    input: input === undefined ? 'none' : 'text',
    isTerminal: false,
    isOutputClosed: false,
    interrupted: new AbortController().signal,
    fetch: (request, init) => globalThis.fetch(request, init),
    ...rest,
    clock,
  });
  const ms = clock.monotonicMs() - began;
  const events = args.includes('--json') ? written.stdout.split('\n').filter(Boolean).map(eventOf) : [];
  return { exitCode, ...written, events, ms };
}

function eventOf(line: string): Readonly<Record<string, unknown>> {
  return JSON.parse(line) as Readonly<Record<string, unknown>>;
}
