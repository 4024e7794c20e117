import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Workbench } from '../vscode/workbench';
import { ensureBrowser, launchBrowser } from '../vscode/browser';
import { run, startGroup } from '../vscode/childProcess';
import { installedDesktop, type Desktop } from '../vscode/desktop';
import { root, sampleFolder, temporaryFolder, vsixPath } from '../vscode/folders';
import { startServer } from '../vscode/vscodeServer';
import { providersInReach, type ProvidersInReach } from './providers';

const settings = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'telemetry.telemetryLevel': 'off',
};

export interface StartOptions {
  /** Use the outage lab even where real providers can be reached. */
  readonly lab: boolean;
  /** Open the VSIX that is there. */
  readonly packed: boolean;
  /** Come up, see that Everpair is active, and end. */
  readonly check: boolean;
  /** Program of a desktop VS Code that runs Everpair from dist/, open to a debugger on `debugPort`. */
  readonly debug?: string;
}

const debugPort = 9333;

/** Packages Everpair, opens it in a VS Code of its own, and stays until that is closed or interrupted. */
export async function start(options: StartOptions): Promise<void> {
  if (options.debug === undefined && !options.packed) {
    console.log('Packaging Everpair …');
    await run(process.execPath, ['scripts/package.mjs'], { cwd: root });
  }
  const { path: folder, remove } = sampleFolder();
  const providers = await providersInReach(options);
  const desktop = options.check ? undefined : installedDesktop();
  try {
    if (options.debug !== undefined) await openForDebugging(options.debug, folder, providers);
    else if (desktop) await openDesktop(desktop, folder, providers);
    else await openServer(folder, providers, options.check);
  } finally {
    await providers.close();
    remove();
  }
}

async function openDesktop({ cli }: Desktop, folder: string, providers: ProvidersInReach): Promise<void> {
  const own = ownProfile(providers);
  await run(cli, [...own, '--install-extension', vsixPath, '--force']);
  const window = startGroup(cli, [...own, '--new-window', '--wait', folder], {
    env: { ...process.env, ...providers.env },
  });
  say(['Everpair is opening in VS Code. Close the window or press Ctrl+C here to end it.', '', ...providers.told]);
  await window.exited;
}

async function openForDebugging(executable: string, folder: string, providers: ProvidersInReach): Promise<void> {
  // What a VS Code hands down to its tasks would make this one believe that it is part of that.
  const inherited = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_)/.test(name));
  const window = startGroup(
    executable,
    [
      ...ownProfile(providers),
      `--extensionDevelopmentPath=${root}`,
      `--inspect-extensions=${debugPort}`,
      ...['--new-window', folder],
    ],
    { env: { ...Object.fromEntries(inherited), ...providers.env } },
  );
  say(['Everpair is opening for the debugger.', ...providers.told]);
  await window.exited;
}

/** Arguments for a profile of its own: the user's settings and extensions are left alone. */
function ownProfile(providers: ProvidersInReach): readonly string[] {
  const home = temporaryFolder('desktop').path;
  const user = path.join(home, 'data/User');
  mkdirSync(user, { recursive: true });
  writeFileSync(path.join(user, 'settings.json'), JSON.stringify({ ...settings, ...providers.settings }, null, 2));
  return [
    ...['--user-data-dir', path.join(home, 'data'), '--extensions-dir', path.join(home, 'extensions')],
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
}

async function openServer(folder: string, providers: ProvidersInReach, check: boolean): Promise<void> {
  const server = await startServer({
    vsix: vsixPath,
    settings: { ...settings, ...providers.settings },
    env: providers.env,
    say: console.log,
  });
  try {
    const address = server.open(folder);
    say([`VS Code:     ${address}`, ...providers.told, '', 'Ctrl+C ends it.']);
    if (check) await checkPage(address);
    else await server.exited;
  } finally {
    await server.close();
  }
}

async function checkPage(address: string): Promise<void> {
  const browser = await launchBrowser(await ensureBrowser(console.log));
  try {
    const page = await browser.newPage();
    await page.goto(address);
    const workbench = new Workbench(page);
    await workbench.ready();
    console.log(`Up: the status bar says "${await workbench.statusName()}".`);
  } finally {
    await browser.close();
  }
}

function say(lines: readonly string[]): void {
  console.log(`\n${lines.map((line) => `  ${line}`).join('\n')}\n`);
}
