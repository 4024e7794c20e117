import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from './childProcess';
import { cacheFolder } from './folders';
import { withLock } from './lock';

/** The npm package that carries VS Code's workbench, extension host and server; VS Code 1.139.1. */
const codeServerVersion = '4.139.1';
/** VS Code 1.139 needs Node 24, whatever Node runs this repository. */
const nodeVersion = '24.21.0';

export interface ServerBuild {
  /** Node to run it with. */
  readonly node: string;
  readonly serverMain: string;
  readonly vscodeVersion: string;
}

/** VS Code's server build, installed from npm on first use (600 MB on disk, under a minute) and kept. */
export async function ensureServerBuild(say: (text: string) => void): Promise<ServerBuild> {
  const home = path.join(cacheFolder, `code-server-${codeServerVersion}`);
  const vscode = path.join(home, 'node_modules/code-server/lib/vscode');
  const complete = path.join(home, `complete-with-extensions-node-${nodeVersion}`);
  const build = {
    node: nodeBinary(home),
    serverMain: path.join(vscode, 'out/server-main.js'),
    vscodeVersion: '1.139.1',
  };
  if (existsSync(complete)) return build;
  return withLock(path.join(cacheFolder, 'install.lock'), say, async () => {
    if (existsSync(complete)) return build;
    say('Installing VS Code (server build) and its Node from npm; once, about 600 MB …');
    // What an interrupted install left cannot be trusted; npm's own cache makes the second try quick.
    rmSync(home, { recursive: true, force: true });
    mkdirSync(home, { recursive: true });
    writeFileSync(path.join(home, 'package.json'), '{ "private": true }\n');
    const packages = [`code-server@${codeServerVersion}`];
    if (!runsVsCode(process.version)) packages.push(`${nodePackage()}@${nodeVersion}`);
    // Without install scripts: the native modules they would compile are not needed by the editor.
    const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    await npm(['install', ...packages, ...quiet], home);
    say('Installing the modules of VS Code …');
    await npm(['install', '--omit=dev', ...quiet], vscode);
    // TypeScript among them, without which the editor complains at the first JavaScript file.
    await npm(['install', '--omit=dev', ...quiet], path.join(vscode, 'extensions'));
    await run(build.node, ['--version']);
    writeFileSync(complete, '');
    say('VS Code (server build) is installed.');
    return build;
  });
}

function runsVsCode(version: string): boolean {
  return version.startsWith('v24.');
}

function nodePackage(): string {
  return `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
}

function nodeBinary(home: string): string {
  if (runsVsCode(process.version)) return process.execPath;
  const executable = process.platform === 'win32' ? 'node.exe' : 'node';
  return path.join(home, 'node_modules', nodePackage(), 'bin', executable);
}

async function npm(args: readonly string[], cwd: string): Promise<void> {
  const command = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  // A parent `npm run` hands its own configuration down as npm_config_*; it must not steer this install.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_(config|package)_/i.test(name)));
  await run(command, args, { cwd, env, timeout: 15 * 60_000 });
}
