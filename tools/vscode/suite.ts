import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { runTests } from '@vscode/test-electron';
import { desktopForTests } from './desktop';
import { temporaryFolder } from './folders';
import { openWorkbench } from './openWorkbench';

export interface SuiteOptions {
  /** Module with `run(): Promise<void>`, to be run inside the extension host. */
  readonly testsFile: string;
  readonly extensionFolder: string;
  /** Folder to open. */
  readonly folder: string;
  /** User settings. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Environment of the extension host. */
  readonly env: Readonly<Record<string, string>>;
  /** Names of VS Code's own extensions to have, where not all of them; a desktop has all. */
  readonly builtInExtensions?: readonly string[];
  /** Milliseconds that the suite may take. */
  readonly limit: number;
  readonly say: (text: string) => void;
}

/** Runs a test suite inside a real extension host: a desktop VS Code's where there is one, else the server build's. */
export async function runSuite(options: SuiteOptions): Promise<boolean> {
  const desktop = await desktopForTests(options.say);
  if (desktop === undefined) return inServer(options);
  return inDesktop(desktop, options);
}

async function inServer(options: SuiteOptions): Promise<boolean> {
  options.say('Host: the server build of VS Code.');
  let end: (passed: boolean) => void = () => undefined;
  const ended = new Promise<boolean>((resolve) => (end = resolve));
  const opened = await openWorkbench({
    ...options,
    prepare: async (page) => {
      await page.exposeFunction('codeAutomationLog', () => undefined);
      await page.exposeFunction('codeAutomationExit', (code: number) => end(code === 0));
    },
  });
  try {
    const late = wait(options.limit, false, { ref: false }).then(() => {
      options.say(
        `The suite did not end within ${options.limit / 1000} s:\n${opened.consoleLines.slice(-20).join('\n')}`,
      );
      return false;
    });
    return await Promise.race([ended, late]);
  } finally {
    await opened.close();
  }
}

async function inDesktop(vscodeExecutablePath: string, options: SuiteOptions): Promise<boolean> {
  options.say(`Host: ${vscodeExecutablePath}.`);
  const home = temporaryFolder('desktop');
  try {
    const user = path.join(home.path, 'data/User');
    mkdirSync(user, { recursive: true });
    writeFileSync(path.join(user, 'settings.json'), JSON.stringify(options.settings));
    const code = await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: options.extensionFolder,
      extensionTestsPath: options.testsFile,
      extensionTestsEnv: { ...options.env },
      launchArgs: [
        options.folder,
        ...['--user-data-dir', path.join(home.path, 'data'), '--extensions-dir', path.join(home.path, 'extensions')],
        ...['--disable-workspace-trust', '--disable-updates', '--skip-welcome', '--skip-release-notes'],
      ],
    });
    return code === 0;
  } catch (error) {
    options.say(String(error));
    return false;
  } finally {
    home.remove();
  }
}
