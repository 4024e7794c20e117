/**
 * How long the first word of an answer takes from Enter to the screen, over the provider's own time, in a real VS Code, beside
 * the least a chat extension can be.
 *
 *   npm run bench:first-token [-- --rounds 60] [--out docs/benchmarks/first-token]
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { writeResult } from '../../report/writeResult';
import { ChatPanel } from '../../../tools/vscode/chatPanel';
import { run } from '../../../tools/vscode/childProcess';
import { root, temporaryFolder, vsixPath } from '../../../tools/vscode/folders';
import { packFloor } from '../../floor/packFloor';
import { type BackEnd, startBackEnd } from './backEnd';
import { type Arm, judge, markdownOf, type Result, type Sample } from './report';
import { type ChatWindow, openWindow, type Painted } from './window';

const backEndMs = 100;
/** The first prompts warm up both windows and do not count; the very first is told by itself. */
const warmUp = 4;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { rounds: { type: 'string', default: '60' }, out: { type: 'string' } } });
  await run(process.execPath, ['scripts/package.mjs'], { cwd: root });
  const { path: folder, remove } = temporaryFolder('first-token');
  const backEnd = await startBackEnd(backEndMs);
  try {
    const result = await runAll(Number(values.rounds), folder, backEnd);
    await writeResult({ verdict: judge(result), ...result }, markdownOf(result), values.out);
  } finally {
    await backEnd.close();
    remove();
  }
}

async function runAll(rounds: number, folder: string, backEnd: BackEnd): Promise<Result> {
  const floor = await openWindow(
    { vsix: await packedFloor(folder), env: { EVERPAIR_FLOOR_HOST: backEnd.origin } },
    openFloor,
  );
  try {
    const everpair = await openWindow({ vsix: vsixPath, settings: settingsFor(backEnd) }, async (workbench) => {
      await workbench.ready();
      return workbench.openChat();
    });
    try {
      const measured = await measure(rounds, { floor, everpair }, backEnd);
      return {
        node: process.version,
        cpu: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
        backEndMs,
        ...measured,
      };
    } finally {
      await everpair.close();
    }
  } finally {
    await floor.close();
  }
}

/** By turns: whatever else the machine does meets both windows. */
async function measure(
  rounds: number,
  windows: Readonly<Record<Arm, ChatWindow>>,
  backEnd: BackEnd,
): Promise<Pick<Result, 'samples' | 'missed' | 'first'>> {
  const samples: Sample[] = [];
  const first: Sample[] = [];
  const missed = { floor: 0, everpair: 0 };
  for (let number = 1; number <= rounds + warmUp; number += 1) {
    for (const arm of ['floor', 'everpair'] as const) {
      const painted = await windows[arm].ask(number);
      const sample = painted && sampleOf(arm, number, painted, backEnd);
      if (number === 1 && sample) first.push(sample);
      if (number <= warmUp) continue;
      if (sample) samples.push(sample);
      else missed[arm] += 1;
    }
  }
  return { samples, missed, first };
}

function sampleOf(arm: Arm, number: number, { entered, painted }: Painted, { served }: BackEnd): Sample | undefined {
  const request = served.findLast(({ prompt, arrived }) => prompt === `prompt ${number}` && arrived >= entered - 5);
  if (!request) return undefined;
  const { arrived, firstTokenSent } = request;
  return { arm, number, asked: arrived - entered, answered: firstTokenSent - entered, painted: painted - entered };
}

function packedFloor(folder: string): Promise<string> {
  return packFloor(folder, {
    entry: require.resolve('./floor/extension'),
    contributes: {
      viewsContainers: { activitybar: [{ id: 'floor', title: 'Floor', icon: '$(comment)' }] },
      views: { floor: [{ id: 'floor.chat', name: 'Chat', type: 'webview' }] },
      commands: [{ command: 'floor.open', title: 'Open Chat', category: 'Floor' }],
    },
  });
}

const openFloor: Parameters<typeof openWindow>[1] = async (workbench, page) => {
  await workbench.runCommand('Floor: Open Chat');
  return ChatPanel.find(page);
};

function settingsFor({ origin }: BackEnd): Readonly<Record<string, unknown>> {
  const local = { id: 'local', type: 'openai-compatible', model: 'm', label: 'Local' };
  return { 'everpair.providers': [{ ...local, baseUrl: `${origin}/v1` }] };
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
