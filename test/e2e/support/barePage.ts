import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { root } from '../../../tools/vscode/folders';

export const themes = ['dark', 'light', 'high-contrast', 'high-contrast-light'] as const;
export type ThemeName = (typeof themes)[number];

/** What VS Code gives a webview of its theme: the classes of the body and the variables, those that the page's styles use. */
interface ThemeOfVsCode {
  readonly classes: string;
  readonly variables: Readonly<Record<string, string>>;
}

interface BarePageOptions {
  readonly theme?: ThemeName;
  /** Pixels. */
  readonly width?: number;
  /** 2 is a page at 200 %. */
  readonly zoom?: number;
  readonly direction?: 'ltr' | 'rtl';
  /** A folder of `src/webview`; the chat where it is absent. */
  readonly surface?: 'chat' | 'setup';
}

/** A packaged page in a browser, in a theme of VS Code's but without VS Code, with a host that is told what to say. */
export class BarePage {
  private constructor(readonly page: Page) {}

  static async open(browser: Browser, options: BarePageOptions = {}): Promise<BarePage> {
    const { theme = 'dark', width = 400, zoom = 1, direction = 'ltr', surface = 'chat' } = options;
    const page = await browser.newPage({
      viewport: { width: Math.round(width / zoom), height: Math.round(800 / zoom) },
      deviceScaleFactor: zoom,
    });
    const read = (name: string): string => readFileSync(path.join(root, 'dist/webview', name), 'utf8');
    const { classes, variables } = JSON.parse(
      readFileSync(path.join(import.meta.dirname, 'themes', `${theme}.json`), 'utf8'),
    ) as ThemeOfVsCode;
    await page.setContent(
      `<!DOCTYPE html><html lang="en" dir="${direction}"><head><title>Everpair</title></head><body class="${classes}"><div id="${surface}"></div></body></html>`,
    );
    // The compiler's own helper, which it writes into functions that run in the page.
    await page.evaluate('globalThis.__name = (named) => named');
    await page.evaluate((all) => {
      for (const [name, value] of Object.entries(all)) document.documentElement.style.setProperty(name, value);
      const posted: unknown[] = [];
      Object.assign(window, {
        posted,
        acquireVsCodeApi: () => ({ postMessage: (message: unknown) => posted.push(message) }),
      });
    }, variables);
    await page.addStyleTag({ content: read(`${surface}.css`) });
    await page.addScriptTag({ content: read(`${surface}.js`) });
    return new BarePage(page);
  }

  /** Resolves when the page has drawn it. */
  async tell(...messages: readonly object[]): Promise<void> {
    await this.page.evaluate(async (all) => {
      for (const message of all) window.postMessage(message);
      for (let frames = 0; frames < 6; frames += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
    }, messages);
  }

  posted<Message>(): Promise<readonly Message[]> {
    return this.page.evaluate(() => (window as unknown as { posted: Message[] }).posted);
  }

  /** What axe finds wrong, colours and sizes included. */
  async violations(): Promise<readonly string[]> {
    await this.page.addScriptTag({ path: path.join(root, 'node_modules/axe-core/axe.min.js') });
    return this.page.evaluate(async () => {
      const { axe } = window as unknown as { axe: typeof import('axe-core') };
      const { violations } = await axe.run(document, { resultTypes: ['violations'] });
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(
          ({ html, any, all }) =>
            `${id}: ${html.slice(0, 200)} ${[...any, ...all].map((check) => check.message).join(' ')}`,
        ),
      );
    });
  }

  /** Words that stick out of the page at its side, where they cannot be read. */
  async cutOff(): Promise<readonly string[]> {
    return this.page.evaluate(() => {
      const scrolls = (element: Element): boolean =>
        ['auto', 'scroll', 'hidden'].includes(getComputedStyle(element).overflowX);
      return [...document.querySelectorAll<HTMLElement>('main *')].flatMap((element) => {
        const box = element.getBoundingClientRect();
        const isOut = box.width > 0 && (box.right > innerWidth + 1 || box.left < -1);
        let around = element.parentElement;
        while (around && !(scrolls(around) && around.getBoundingClientRect().right <= innerWidth + 1))
          around = around.parentElement;
        const isReachable =
          around !== null && !around.matches('.transcript, .page-body, .conversation-scroller, body, html');
        return isOut && !isReachable && !element.matches('.for-screen-readers')
          ? [element.outerHTML.slice(0, 150)]
          : [];
      });
    });
  }

  close(): Promise<void> {
    return this.page.close();
  }
}
