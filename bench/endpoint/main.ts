/**
 * What the endpoint for other tools costs beside asking the provider straight, beside Portkey's gateway, and beside the least that an
 * endpoint on OpenAI's client can cost: the time to the first word and to the whole answer, and processor time. One provider behind all, all
 * in processes of their own.
 *
 *   npm run bench:endpoint [-- --requests 300] [--out docs/benchmarks/endpoint]
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { temporaryFolder } from '../../tools/vscode/folders';
import { startGateway } from '../failover/gateway/gateway';
import { writeResult } from '../report/writeResult';
import { startEverpair } from './everpairServe';
import { type Load, measure } from './measure';
import { markdownOf, resultOf } from './report';
import type { Subject } from './subject';

const loads: readonly Load[] = [
  { name: 'short', pace: { words: 60, pauseMs: 0 }, atOnce: 1 },
  { name: 'paced', pace: { words: 150, pauseMs: 10 }, atOnce: 10 },
];

const execArgv = ['--import', 'tsx'];

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { requests: { type: 'string', default: '300' }, out: { type: 'string' } } });
  const folder = temporaryFolder('endpoint');
  const child = fork(path.join(__dirname, 'provider.ts'), { execArgv });
  const origin = await originOf(child);
  const paces = loads.map(({ pace }) => pace);
  const { subject, group } = await startEverpair(folder.path, origin, paces);
  const gateway = await startGateway(console.error);
  const relay = fork(path.join(__dirname, 'sdkRelay.ts'), [origin], { execArgv });
  const relayOrigin = await originOf(relay);
  try {
    const straight: Subject = { name: 'straight', url: `${origin}/v1`, headers: {}, modelName: (model) => model };
    const target = { provider: 'openai', api_key: 'k', custom_host: `${origin}/v1` };
    const config = { strategy: { mode: 'fallback' }, targets: [target, target] };
    const portkey: Subject = {
      ...{ name: 'Portkey gateway', url: `${gateway.origin}/v1`, pid: gateway.pid },
      headers: { 'x-portkey-config': JSON.stringify(config) },
      modelName: (model) => model,
    };
    const floor: Subject = {
      ...{ name: 'OpenAI’s client, handed on', url: `${relayOrigin}/v1`, pid: relay.pid },
      headers: {},
      modelName: (model) => model,
    };
    const subjects = [straight, subject, portkey, floor];
    const measured = [];
    for (const load of loads) measured.push({ load, subjects: await measure(subjects, load, Number(values.requests)) });
    const result = resultOf(measured);
    await writeResult(result, markdownOf(result), values.out);
  } finally {
    gateway.stop();
    await group.end();
    relay.kill();
    child.kill();
    folder.remove();
  }
}

/** Where a server listens that is a process of its own. */
async function originOf(server: ChildProcess): Promise<string> {
  const [origin] = (await once(server, 'message')) as [string];
  return origin;
}

void main();
