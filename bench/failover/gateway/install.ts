import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from '../../../tools/vscode/childProcess';
import { root } from '../../../tools/vscode/folders';
import { withLock } from '../../../tools/vscode/lock';

export const gatewayVersion = '1.15.2';

/** 25 MB, and an override that must not touch anything else: it is no dependency of the project, and has a tree of its own. */
const manifest = {
  private: true,
  dependencies: { '@portkey-ai/gateway': gatewayVersion },
  // With a newer one every streamed request is answered with a 500.
  overrides: { '@hono/node-server': '1.13.8' },
};

/** The gateway's program, installed by npm at the first time. Rejects where it cannot be had. */
export async function installGateway(say: (text: string) => void): Promise<string> {
  const folder = path.join(root, 'node_modules/.cache/everpair-bench', `portkey-gateway-${gatewayVersion}`);
  const program = path.join(folder, 'node_modules/@portkey-ai/gateway/build/start-server.js');
  const whole = path.join(folder, 'installed');
  await withLock(`${folder}.lock`, say, async () => {
    if (existsSync(whole)) return;
    say(`installing the Portkey gateway ${gatewayVersion} into ${path.relative(root, folder)}`);
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const options = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--no-package-lock'];
    await run(npm, options, { cwd: folder, timeout: 120_000 }).catch((error: unknown) => {
      const code = /npm error code (\S+)/.exec(String(error))?.[1] ?? 'it did not end in time';
      throw new Error(`npm could not install it (${code})`);
    });
    await writeFile(whole, '');
  });
  return program;
}
