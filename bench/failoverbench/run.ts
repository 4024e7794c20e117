import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod/mini';
import type { Scenario } from './catalogue';
import { benchEndpoint, fallbackId } from './endpoint';

const result = z.object({
  run_seconds: z.number(),
  scenarios: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      verdict: z.string(),
      reason: z.string(),
      metrics: z.object({
        outcome: z.string(),
        elapsed_s: z.number(),
        ttft_s: z.nullish(z.number()),
        attempts_primary: z.number(),
        attempts_fallback: z.number(),
        wall_actions: z.array(z.string()),
      }),
    }),
  ),
});

export interface Score {
  readonly profile: string;
  /** Of the bench's runner, the waits between its requests included. */
  readonly seconds: number;
  /** How many scenarios got each verdict. */
  readonly verdicts: Readonly<Record<string, number>>;
  readonly scenarios: z.infer<typeof result>['scenarios'];
}

export interface RunOptions {
  readonly files: string;
  readonly profile: string;
  readonly python: string;
  readonly log: boolean;
  readonly oneAddress: boolean;
  readonly scenarios: readonly Scenario[];
}

/** Runs the bench's own runner against our endpoint, once for each fallback that its scenarios name. */
export async function runBench(options: RunOptions): Promise<Score> {
  const { profile, scenarios } = options;
  const folder = await mkdtemp(join(tmpdir(), 'everpair-failoverbench-'));
  const port = await freePort();
  const wall = python(options, ['-m', 'failoverbench', 'wall', '--port', String(port), '--profile', profile]);
  try {
    await answers(`http://127.0.0.1:${port}/control/health`);
    const runs: z.infer<typeof result>[] = [];
    for (const fallback of new Set(scenarios.map((scenario) => scenario.fallback))) {
      const those = scenarios.filter((scenario) => scenario.fallback === fallback);
      runs.push(await runWith({ ...options, scenarios: those }, fallback, folder, port));
    }
    const all = runs.flatMap((run) => run.scenarios).sort((a, b) => a.id.localeCompare(b.id));
    const verdicts: Record<string, number> = {};
    for (const { verdict } of all) verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
    return { profile, seconds: runs.reduce((sum, run) => sum + run.run_seconds, 0), verdicts, scenarios: all };
  } finally {
    wall.kill();
    await rm(folder, { recursive: true });
  }
}

async function runWith(
  options: RunOptions,
  fallback: string,
  folder: string,
  wallPort: number,
): Promise<z.infer<typeof result>> {
  const { scenarios, profile } = options;
  const endpoint = await benchEndpoint(wallPort, scenarios, fallback, options);
  try {
    const models = [...scenarios, { id: fallbackId, model: fallback }].map(({ id, model }) => [
      model,
      `${id}/${model}`,
    ]);
    // The bench asks for its healthy model alone, too, whatever the fallback is.
    const model_map = { 'fb-ok': `${fallbackId}/fb-ok`, ...(Object.fromEntries(models) as Record<string, string>) };
    const params = { base_url: endpoint.url, api_key: endpoint.token, model_map };
    const system = { name: 'everpair', adapter: 'endpoint', params };
    const systemFile = join(folder, 'everpair.yaml');
    // JSON is YAML.
    await writeFile(systemFile, JSON.stringify(system));
    const runner = python(options, [
      ...['-m', 'failoverbench', 'run', '--system', systemFile, '--wall', `http://127.0.0.1:${wallPort}`],
      ...['--profile', profile, '--only', scenarios.map(({ id }) => id).join(','), '--out', folder],
    ]);
    const [code] = (await once(runner, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`The bench's runner ended with ${code}.`);
    const text = await readFile(join(folder, profile, 'everpair.json'), 'utf8');
    return result.parse(JSON.parse(text));
  } finally {
    await endpoint.close();
  }
}

function python({ python: program, files }: RunOptions, args: readonly string[]): ChildProcess {
  // The runner's lines are progress; the score alone goes to the output.
  return spawn(program, args, { cwd: resolve(files), stdio: ['ignore', 2, 2] });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function answers(url: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const isUp = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return;
    await wait(100);
  }
  throw new Error('The wall of the bench did not start. Has this Python httpx and pyyaml?');
}
