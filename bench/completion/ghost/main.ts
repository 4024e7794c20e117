/**
 * How long ghost text takes in a real VS Code, beside an extension that answers at once, and whether typing along with it
 * costs requests or makes it flicker.
 *
 *   npm run bench:ghost [-- --rounds 60] [--out docs/benchmarks/ghost]
 */
import { cpus } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { writeResult } from '../../report/writeResult';
import { run } from '../../../tools/vscode/childProcess';
import { root, temporaryFolder, vsixPath } from '../../../tools/vscode/folders';
import { type BackEnd, startBackEnd } from './backEnd';
import { packFloor } from '../../floor/packFloor';
import { answerTo, exercises } from './practice';
import { judge, markdownOf, type Result } from './report';
import { measure, placesFor } from './rounds';
import { openStage, type Stage } from './stage';
import { type TypedThrough, typeThrough } from './typedThrough';

const backEndMs = 50;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { rounds: { type: 'string', default: '60' }, out: { type: 'string' } } });
  await run(process.execPath, ['scripts/package.mjs'], { cwd: root });
  const { path: folder, remove } = temporaryFolder('ghost');
  const backEnd = await startBackEnd(backEndMs, answerTo);
  try {
    const result = await runAll(Number(values.rounds), folder, backEnd);
    await writeResult({ verdict: judge(result), ...result }, markdownOf(result), values.out);
  } finally {
    await backEnd.close();
    remove();
  }
}

async function runAll(rounds: number, folder: string, backEnd: BackEnd): Promise<Result> {
  const floorLog = path.join(folder, 'floor.log');
  const places = placesFor(rounds);
  const floor = await openStage(
    {
      vsix: await packFloor(folder, { entry: require.resolve('./floor/extension') }),
      env: { EVERPAIR_FLOOR_LOG: floorLog, EVERPAIR_FLOOR_WAIT: String(backEndMs) },
    },
    places,
  );
  try {
    const everpair = await openStage({ vsix: vsixPath, settings: settingsFor(backEnd) }, places);
    try {
      await everpair.workbench.ready();
      const measured = await measure(rounds, floor, everpair, backEnd, floorLog);
      return {
        node: process.version,
        cpu: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
        backEndMs,
        rounds: measured,
        typedThrough: {
          floor: await typeAll(floor, () => []),
          everpair: await typeAll(everpair, () => backEnd.served.map(({ arrived }) => arrived)),
        },
      };
    } finally {
      await everpair.close();
    }
  } finally {
    await floor.close();
  }
}

async function typeAll(stage: Stage, arrivals: () => readonly number[]): Promise<readonly TypedThrough[]> {
  const all: TypedThrough[] = [];
  for (const exercise of exercises) all.push(await typeThrough(exercise, stage, arrivals));
  return all;
}

function settingsFor({ origin }: BackEnd): Readonly<Record<string, unknown>> {
  const local = { id: 'local', type: 'openai-compatible', model: 'qwen2.5-coder', label: 'Local' };
  return { 'everpair.providers': [{ ...local, baseUrl: `${origin}/v1` }] };
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
