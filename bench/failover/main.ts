import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { startBackends } from './backend/backends';
import { type DisobedienceCell, runDisobedience, wayNames } from './trial/disobedience';
import { aiFallback, aiFallbackTuned } from './engines/aiFallback';
import { aiRetry } from './engines/aiRetry';
import { aiSdk } from './engines/aiSdk';
import { bareSdk } from './engines/bareSdk';
import type { Engine } from './engines/engine';
import { everpair } from './engines/everpair';
import { portkey } from './engines/portkey';
import { type Gateway, startGateway } from './gateway/gateway';
import { gatewayVersion } from './gateway/install';
import { runMatrix } from './trial/matrix';
import { fullSpeed, measureShortAnswers, measureStreams, type OverheadOptions, realSpeed } from './trial/overhead';
import { allProtocols, protocols } from '../../tools/wire/protocol';
import { jsonOf } from './report/json';
import { markdownOf } from './report/markdown';
import { type Result, resultOf } from './trial/result';
import { scenarioIds, scenarios } from './scenario/scenarios';

const portkeyId = 'portkey';
const inProcess = [everpair, aiRetry, aiFallbackTuned, aiFallback, aiSdk, bareSdk];
const engineIds = [...inProcess.map(({ id }) => id), portkeyId];

const parts = ['faults', 'disobedience'] as const;

const usage = `Usage: npm run bench:failover -- [options]

  --faults a,b      only these: ${scenarioIds.join(', ')}
  --replies a;b     of the models that do not go on as asked only these: ${wayNames.join('; ')}
  --part NAME       only this part: ${parts.join(' or ')}
  --engines a,b     only these: ${engineIds.join(', ')}
  --protocols a,b   only where A speaks these: ${allProtocols.join(', ')}
  --runs N          trials of each quick case (2)
  --requests N      short healthy answers for the costs (30); 0 leaves all costs out
  --out PATH        write PATH.json and PATH.md; without it both are printed`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      faults: { type: 'string' },
      replies: { type: 'string' },
      part: { type: 'string' },
      engines: { type: 'string' },
      protocols: { type: 'string' },
      runs: { type: 'string', default: '2' },
      requests: { type: 'string', default: '30' },
      out: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  const result = await run({
    parts: chosen('part', parts, values.part),
    faults: chosen('fault', scenarioIds, values.faults),
    replies: chosen('reply', wayNames, values.replies, ';'),
    engines: chosen('engine', engineIds, values.engines),
    protocols: chosen('protocol', allProtocols, values.protocols),
    runs: numberIn(values.runs, 1),
    requests: numberIn(values.requests, 0),
  });
  const markdown = await markdownOf(result);
  if (values.out === undefined) {
    process.stdout.write(`${markdown}\n\`\`\`json\n${jsonOf(result)}\`\`\`\n`);
    return;
  }
  await mkdir(dirname(values.out), { recursive: true });
  await writeFile(`${values.out}.json`, jsonOf(result));
  await writeFile(`${values.out}.md`, markdown);
}

interface Choice {
  readonly parts: readonly (typeof parts)[number][];
  readonly replies: readonly string[];
  readonly faults: readonly string[];
  readonly engines: readonly string[];
  readonly protocols: typeof allProtocols;
  readonly runs: number;
  readonly requests: number;
}

async function run(choice: Choice): Promise<Result> {
  const { protocols: asked, runs, requests } = choice;
  const onProgress = (what: string): void => console.error(what);
  const skipped: string[] = [];
  const gateway = choice.engines.includes(portkeyId)
    ? await startGateway(onProgress).catch((error: unknown) => {
        skipped.push(`the Portkey gateway: ${error instanceof Error ? error.message : String(error)}`);
        return undefined;
      })
    : undefined;
  const engines = enginesOf(choice.engines, gateway);
  skipped.push(...lacking(engines, asked));
  for (const what of skipped) onProgress(`not run: ${what}`);
  const backends = startBackends();
  const subject = { backends, engines, protocols: asked };
  // First, while no abandoned request of the matrix is still waiting in this process.
  const costs = requests === 0 ? noCosts : await measureCosts(subject, requests, onProgress);
  const rows = scenarios.filter(({ id }) => choice.parts.includes('faults') && choice.faults.includes(id));
  const matrix = await runMatrix({ ...subject, scenarios: rows, runs, onProgress });
  const disobedience: readonly DisobedienceCell[] = choice.parts.includes('disobedience')
    ? await runDisobedience({ ...subject, ways: choice.replies, onProgress })
    : [];
  backends.stop();
  gateway?.stop();
  return resultOf({
    ...matrix,
    engines,
    protocols: asked,
    scenarios: rows,
    skipped,
    disobedience,
    packages: gateway ? { '@portkey-ai/gateway': gatewayVersion } : {},
    ...costs,
  });
}

type Costs = Pick<Result, 'shortAnswers' | 'fullSpeed' | 'realSpeed'>;

const noCosts: Costs = { shortAnswers: [], fullSpeed: [], realSpeed: [] };

async function measureCosts(
  subject: OverheadOptions,
  requests: number,
  onProgress: (what: string) => void,
): Promise<Costs> {
  const measured = { ...subject, engines: subject.engines.filter(isMeasured) };
  onProgress('short answers of a healthy provider');
  const shortAnswers = await measureShortAnswers(subject, requests);
  onProgress('long answers of a healthy provider');
  return {
    shortAnswers,
    fullSpeed: await measureStreams(measured, fullSpeed),
    realSpeed: await measureStreams(measured, realSpeed),
  };
}

function enginesOf(ids: readonly string[], gateway: Gateway | undefined): readonly Engine[] {
  return [...inProcess, ...(gateway ? [portkey(gateway)] : [])].filter(({ id }) => ids.includes(id));
}

function lacking(engines: readonly Engine[], asked: typeof allProtocols): string[] {
  return engines.flatMap((engine) =>
    asked.flatMap((protocol) => {
      const reason = engine.lacks?.(protocol);
      return reason === undefined ? [] : `${engine.title} where A speaks ${protocols[protocol]}: ${reason}`;
    }),
  );
}

/** What long answers cost is asked of Everpair alone. */
function isMeasured({ id }: Engine): boolean {
  return id === everpair.id || id === bareSdk.id;
}

function chosen<T extends string>(
  what: string,
  all: readonly T[],
  text: string | undefined,
  separator = ',',
): readonly T[] {
  if (text === undefined) return all;
  const names = text.split(separator);
  const unknown = names.find((name) => !(all as readonly string[]).includes(name));
  if (unknown !== undefined) throw new Error(`There is no ${what} "${unknown}".\n\n${usage}`);
  return all.filter((name) => names.includes(name));
}

function numberIn(text: string, least: number): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < least) throw new Error(`"${text}" is not a number of times.\n\n${usage}`);
  return number;
}

// Ollama's client writes every line that it cannot read to the console, keep-alives included.
console.warn = console.log = () => undefined;

main().then(
  // Engines that were given up on may still wait for A.
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
