import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { run, startGroup, type ProcessGroup } from '../../tools/vscode/childProcess';
import { root } from '../../tools/vscode/folders';
import { modelOf, type Pace, type Subject } from './subject';

const token = 'a-token-for-this-benchmark';

/** The packed tool's `serve`, with a chain of two hosts and all else as it comes. */
export async function startEverpair(
  folder: string,
  origin: string,
  paces: readonly Pace[],
): Promise<{ readonly subject: Subject; readonly group: ProcessGroup }> {
  await run(process.execPath, ['scripts/build.mjs', '--cli', folder], { cwd: root });
  const config = path.join(folder, 'config.json');
  const host = (id: string): object => ({ id, type: 'openai-compatible', baseUrl: `${origin}/v1` });
  const models = Object.fromEntries(paces.map((pace) => [modelOf(pace), {}]));
  const [first] = Object.keys(models);
  writeFileSync(config, JSON.stringify({ providers: ['a', 'b'].map((id) => ({ ...host(id), model: first, models })) }));
  const program = path.join(folder, 'cli/everpair.cjs');
  const env = { ...process.env, HOME: folder, XDG_STATE_HOME: folder, EVERPAIR_TOKEN: token };
  let began: (url: string) => void = () => undefined;
  const begun = new Promise<string>((resolve) => (began = resolve));
  const group = startGroup(process.execPath, [program, 'serve', '--config', config], {
    env,
    onLine: (line) => {
      if (line.startsWith('http')) began(line);
    },
  });
  const ended = group.exited.then(() => Promise.reject(new Error(`everpair serve ended: ${group.tail()}`)));
  const url = await Promise.race([begun, ended]);
  const headers = { authorization: `Bearer ${token}` };
  const modelName = (model: string): string => `a/${model}`;
  return { subject: { name: 'Everpair', url, headers, modelName, pid: group.child.pid }, group };
}
