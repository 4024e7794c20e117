import { PassThrough, Readable } from 'node:stream';
import type { CliHost } from '../../../../src/cli/host';
import { runCli } from '../../../../src/cli/run';
import { systemClock } from '../../../../src/engine/model/async/clock';

export interface CliRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Of `--json`, in order. */
  readonly events: readonly Readonly<Record<string, unknown>>[];
  /** Milliseconds as the tool counts them. */
  readonly ms: number;
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
