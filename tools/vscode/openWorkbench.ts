import type { Browser, BrowserContext, Page } from 'playwright-core';
import { ensureBrowser, launchBrowser } from './browser';
import { startServer, type VsCodeServer } from './vscodeServer';

export type Theme = 'dark' | 'light' | 'high-contrast' | 'high-contrast-light';

const themeNames: Record<Theme, string> = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  'high-contrast': 'Default High Contrast',
  'high-contrast-light': 'Default High Contrast Light',
};

/** Settings that keep a run quiet and the same on every machine. */
const quietSettings: Readonly<Record<string, unknown>> = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'git.enabled': false,
  // Every port of this machine would be told of.
  'remote.autoForwardPorts': false,
  'chat.commandCenter.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
};

export interface WorkbenchOptions {
  /** Folder to open. */
  readonly folder: string;
  /** A packaged extension to install, or … */
  readonly vsix?: string;
  /** … the folder of one to run from its sources. */
  readonly extensionFolder?: string;
  readonly theme?: Theme;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Settings of the remote machine. */
  readonly machine?: Readonly<Record<string, unknown>>;
  /** Environment of the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** The display language, as VS Code names it; English where absent. */
  readonly language?: string;
  /** Names of VS Code's own extensions to have, where not all of them. */
  readonly builtInExtensions?: readonly string[];
  /** Pixels. */
  readonly size?: { readonly width: number; readonly height: number };
  /** Device pixels per pixel; 2 for pictures that people look at. */
  readonly scale?: number;
  readonly headless?: boolean;
  /** Module that runs a test suite inside the extension host; needs `extensionFolder`. */
  readonly testsFile?: string;
  /** Runs before the workbench is loaded, and with it the extension host. */
  readonly prepare?: (page: Page, server: VsCodeServer) => Promise<void>;
  readonly say?: (text: string) => void;
}

export interface OpenWorkbench {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly server: VsCodeServer;
  /** What the page wrote to its console, one entry a message. */
  readonly consoleLines: readonly string[];
  close(): Promise<void>;
}

/** A VS Code of its own in a browser of its own, with the workbench ready for input. */
export async function openWorkbench(options: WorkbenchOptions): Promise<OpenWorkbench> {
  const say = options.say ?? (() => undefined);
  const executable = await ensureBrowser(say);
  const server = await startServer({
    vsix: options.vsix,
    machine: options.machine,
    env: options.env,
    language: options.language,
    builtInExtensions: options.builtInExtensions,
    // Built workbenches run an extension from its sources only with the driver on.
    testDriver: options.extensionFolder !== undefined,
    settings: {
      ...quietSettings,
      'workbench.colorTheme': themeNames[options.theme ?? 'dark'],
      ...options.settings,
    },
    say,
  });
  let browser: Browser | undefined;
  try {
    browser = await launchBrowser(executable, { headless: options.headless });
    const context = await browser.newContext({
      viewport: options.size ?? { width: 1280, height: 800 },
      deviceScaleFactor: options.scale ?? 1,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const page = await context.newPage();
    const consoleLines: string[] = [];
    page.on('console', (message) => consoleLines.push(`${message.type()}: ${message.text()}`));
    await options.prepare?.(page, server);
    await page.goto(server.open(options.folder, developmentPayload(server, options)));
    await page.locator('.monaco-workbench .statusbar-item').first().waitFor({ timeout: 60_000 });
    const launched = browser;
    return {
      page,
      context,
      server,
      consoleLines,
      close: async () => {
        await launched.close();
        await server.close();
      },
    };
  } catch (error) {
    await browser?.close();
    await server.close();
    throw error;
  }
}

function developmentPayload(
  server: VsCodeServer,
  { extensionFolder, testsFile }: WorkbenchOptions,
): readonly (readonly [string, string])[] | undefined {
  // An absolute path as the workbench in the browser names it.
  const remote = (file: string): string => `vscode-remote://${new URL(server.origin).host}${file}`;
  if (extensionFolder === undefined) return undefined;
  return [
    ['extensionDevelopmentPath', remote(extensionFolder)],
    ...(testsFile === undefined ? [] : [['extensionTestsPath', remote(testsFile)] as const]),
  ];
}
