import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { run } from './childProcess';
import { cacheFolder } from './folders';
import { withLock } from './lock';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'chrome'];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** A Chromium-like browser of this machine. As root on Debian, one is installed when there is none. */
export async function ensureBrowser(say: (text: string) => void): Promise<string> {
  const found = findBrowser();
  if (found !== undefined) return found;
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || findOnPath('apt-get') === undefined) {
    throw new Error('No Chromium, Chrome or Edge was found. Install one, or name it in EVERPAIR_BROWSER.');
  }
  return withLock(path.join(cacheFolder, 'browser.lock'), say, async () => {
    const meanwhile = findBrowser();
    if (meanwhile !== undefined) return meanwhile;
    say('Installing chromium with apt-get …');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', '-q'], { env, timeout: 5 * 60_000 });
    await run('apt-get', ['install', '-q', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], {
      env,
      timeout: 10 * 60_000,
    });
    const installed = findBrowser();
    if (installed === undefined) throw new Error('apt-get installed chromium, but it is not on the PATH.');
    return installed;
  });
}

export async function launchBrowser(executable: string, options: { headless?: boolean } = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: executable,
    headless: options.headless ?? true,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

function findBrowser(): string | undefined {
  const named = process.env['EVERPAIR_BROWSER'];
  if (named) return named;
  for (const name of names) {
    const found = findOnPath(name);
    if (found !== undefined) return found;
  }
  return places.find((place) => existsSync(place));
}

export function findOnPath(name: string): string | undefined {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];
  return (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .filter((folder) => folder !== '')
    .flatMap((folder) => endings.map((ending) => path.join(folder, name + ending)))
    .find((file) => existsSync(file));
}
