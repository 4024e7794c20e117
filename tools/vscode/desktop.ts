import { existsSync, readdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { findOnPath } from './browser';
import { cacheFolder } from './folders';

/** A desktop VS Code of this machine. */
export interface Desktop {
  /** The program, not the `code` script. */
  readonly executable: string;
  /** The `code` script. */
  readonly cli: string;
}

/** The desktop VS Code that is installed here. */
export function installedDesktop(): Desktop | undefined {
  const cli = findOnPath('code');
  if (cli === undefined) return undefined;
  const real = realpathSync(cli);
  // In a terminal of a remote VS Code, `code` only asks the desktop at the other end.
  if (/remote-cli|vscode-server|code-server/.test(real)) return undefined;
  const bin = path.dirname(real);
  const executables: Partial<Record<NodeJS.Platform, string[]>> = {
    linux: [path.join(bin, '../code')],
    darwin: [path.join(bin, '../../../MacOS/Electron'), path.join(bin, '../../../MacOS/Code')],
    win32: [path.join(bin, '../Code.exe')],
  };
  const executable = executables[process.platform]?.find((file) => existsSync(file));
  return executable === undefined ? undefined : { executable, cli };
}

/**
 * The program of a desktop VS Code to test in: installed, downloaded before, or downloaded now. None where there is no
 * screen to show it on or no way to download it.
 */
export async function desktopForTests(say: (text: string) => void): Promise<string | undefined> {
  if (process.env['EVERPAIR_TEST_HOST'] === 'server') return undefined;
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return undefined;
  const installed = installedDesktop();
  if (installed) return installed.executable;
  if (!downloadedBefore() && !(await canDownload())) return undefined;
  say('Getting VS Code for the desktop …');
  return downloadAndUnzipVSCode({ version: 'stable', cachePath: cacheFolder });
}

function downloadedBefore(): boolean {
  return existsSync(cacheFolder) && readdirSync(cacheFolder).some((name) => name.startsWith('vscode-'));
}

async function canDownload(): Promise<boolean> {
  try {
    const url = 'https://update.code.visualstudio.com/api/releases/stable';
    return (await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(5000) })).ok;
  } catch {
    return false;
  }
}
