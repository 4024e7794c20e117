/**
 * What a run of the command-line tool waits for before anything can happen: for its version, and until its first request is at the
 * provider. Beside it Node alone, which is the floor. The tool as it is in the package.
 *
 *   npm run bench:cli [-- --runs 20]
 */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { median, quantile } from '../report/median';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '20' } } });
const runs = Number(values.runs);
const run = promisify(execFile);

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'everpair-bench-'));
  let asked = (): void => undefined;
  const server = createServer((request, response) => {
    asked();
    request.resume();
    response.writeHead(400, { 'content-type': 'application/json' }).end('{"error":"This is all."}');
  });
  try {
    await run(process.execPath, ['scripts/build.mjs']);
    const program = path.resolve('dist/cli/everpair.cjs');
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const config = path.join(folder, 'config.json');
    const provider = { id: 'a', type: 'openai-compatible', model: 'm', baseUrl: `http://127.0.0.1:${port}/v1` };
    writeFileSync(config, JSON.stringify({ providers: [provider] }));
    const env = { ...process.env, HOME: folder, XDG_STATE_HOME: folder, XDG_CACHE_HOME: folder };
    const times: Record<string, number[]> = { 'node -e 0': [], '--version': [], 'ask, first request': [] };
    // With the first run Node has nothing yet of what it keeps compiled.
    for (let round = -1; round < runs; round += 1) {
      times['node -e 0']?.push(await timed(() => run(process.execPath, ['-e', '0'])));
      times['--version']?.push(await timed(() => run(process.execPath, [program, '--version'], { env })));
      const first = new Promise<void>((resolve) => (asked = resolve));
      let ended: Promise<unknown> = Promise.resolve();
      times['ask, first request']?.push(
        await timed(() => {
          ended = run(process.execPath, [program, 'ask', '--config', config, 'hi'], { env }).catch(() => undefined);
          return first;
        }),
      );
      await ended;
      if (round >= 0) continue;
      for (const [name, all] of Object.entries(times))
        console.log(`${name}, the first time: ${all.pop()?.toFixed(0)} ms`);
    }
    for (const [name, all] of Object.entries(times))
      console.log(`${name}: ${median(all).toFixed(0)} ms, the slowest tenth from ${quantile(all, 0.9).toFixed(0)} ms`);
  } finally {
    server.close();
    server.closeAllConnections();
    rmSync(folder, { recursive: true });
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

void main();
