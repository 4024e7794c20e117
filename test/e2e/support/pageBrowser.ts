import { mkdirSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { ensureBrowser, launchBrowser } from '../../../tools/vscode/browser';
import { resultsFolder } from '../../../tools/vscode/folders';

/** A browser for the tests of the suite that calls it, which may write pictures. */
export function pageBrowser(): () => Browser {
  let browser: Browser;
  before(async () => {
    mkdirSync(resultsFolder, { recursive: true });
    browser = await launchBrowser(await ensureBrowser(() => undefined));
  });
  after(() => browser.close());
  return () => browser;
}
