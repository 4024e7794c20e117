import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { GuardOrder, GuardReport } from './guardOrder';
import { guardProof } from './guardProof';

/**
 * A process between the editor and llama.cpp's server, which does not notice itself when the editor is gone. Whatever way
 * the editor ends, the channel to it breaks, and the server is ended. As long as the server lives it proves to other
 * windows that nobody else has taken its place.
 */
let server: ChildProcess | undefined;

function report(message: GuardReport, then: () => void = () => undefined): void {
  if (process.connected) process.send?.(message, undefined, undefined, then);
  else then();
}

function end(): void {
  server?.kill('SIGKILL');
  process.exit();
}

function start({ command, args, cwd, env }: GuardOrder, proofPort: number): void {
  server = spawn(command, args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'], windowsHide: true });
  const { pid } = server;
  server.once('spawn', () => pid !== undefined && report({ type: 'started', pid, proofPort }));
  server.once('error', (error) => report({ type: 'failed', reason: error.message }, end));
  server.once('exit', (code, signal) => report({ type: 'ended', reason: String(signal ?? code) }, end));
}

process.once('message', (order: GuardOrder) => {
  const proof = createServer((request, response) => {
    if (server?.exitCode === null && server.signalCode === null)
      response.end(guardProof(order.token, request.url ?? ''));
    else response.destroy();
  });
  proof.once('error', (error) => report({ type: 'failed', reason: error.message }, end));
  proof.listen(0, '127.0.0.1', () => start(order, (proof.address() as AddressInfo).port));
});
process.once('disconnect', end);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, end);
// The pipes of the editor's side may break first.
process.stdout.on('error', end);
process.stderr.on('error', end);
