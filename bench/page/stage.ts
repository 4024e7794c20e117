import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { root } from '../../tools/vscode/folders';
import type { HostMessage } from '../../src/engine/chat/view/protocol';
import { type Task, tasksIn } from './trace';

/** Pixels. */
export const view = { width: 420, height: 800 };

/** Pixels by which the window is higher, for its bars: what is outside the window is not drawn, and keys typed into it wait. */
const barsPx = 200;

/** Milliseconds between two keys. */
const keyEveryMs = 200;

/** Milliseconds in which nothing may be waiting before the page counts as done. */
const quietMs = 150;

/** Pause after the last message, after which the page counts as done. */
const maxRunMs = 12_000;

/**
 * What VS Code gives the page, and a count of what the page has still to do: frames and idle moments that it has asked for,
 * and drawings (tasks that have changed the answer).
 */
const surroundings = `
  globalThis.acquireVsCodeApi = () => ({ postMessage() {}, getState() {}, setState() {} });
  globalThis.bench = { waiting: 0, updates: 0, keys: [], messages: [] };
  for (const name of ['requestAnimationFrame', 'requestIdleCallback']) {
    const ask = globalThis[name].bind(globalThis);
    globalThis[name] = (callback, options) => {
      bench.waiting += 1;
      return ask((given) => {
        bench.waiting -= 1;
        callback(given);
      }, options);
    };
  }
  new MutationObserver(() => (bench.updates += 1))
    .observe(document.documentElement, { subtree: true, childList: true, characterData: true });
  new PerformanceObserver((list) => bench.keys.push(...list.getEntries()
    .filter(({ name }) => name.startsWith('key'))
    .map(({ duration }) => duration))).observe({ type: 'event', durationThreshold: 16 });
`;

const play = `(everyMs) => (async () => {
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  for (const data of bench.messages) {
    dispatchEvent(new MessageEvent('message', { data }));
    await wait(everyMs);
  }
  const end = performance.now() + ${maxRunMs};
  let quiet = 0;
  for (; quiet < ${quietMs} && performance.now() < end; quiet = bench.waiting === 0 ? quiet + 10 : 0) await wait(10);
  return quiet >= ${quietMs};
})()`;

export interface Played {
  readonly tasks: readonly Task[];
  readonly updates: number;
  /** Nothing was left to draw when it ended. */
  readonly isDone: boolean;
  /** Milliseconds from a key to the picture that answers it, of the one that waited longest. */
  readonly longestKeyMs: number;
}

/** The packaged chat page in a browser, with a host that sends the given messages. */
export class Stage {
  private constructor(
    private readonly browser: Browser,
    readonly page: Page,
  ) {}

  static async open(browser: Browser): Promise<Stage> {
    const page = await browser.newPage({ viewport: view });
    const session = await page.context().newCDPSession(page);
    const { windowId } = await session.send('Browser.getWindowForTarget');
    await session.send('Browser.setWindowBounds', { windowId, bounds: { height: view.height + barsPx } });
    const read = (name: string): string => readFileSync(path.join(root, 'dist/webview', name), 'utf8');
    await page.setContent('<!DOCTYPE html><html lang="en"><body><div id="chat"></div></body></html>');
    await page.addStyleTag({ content: read('chat.css') });
    await page.evaluate(surroundings);
    await page.addScriptTag({ content: read('chat.js') });
    return new Stage(browser, page);
  }

  /** Hands the page messages, one each `everyMs`, and waits until it has nothing more to do. */
  async play(messages: readonly HostMessage[], everyMs: number): Promise<void> {
    await this.page.evaluate(`bench.messages = ${JSON.stringify(messages)}; undefined`);
    await this.page.evaluate(`(${play})(${everyMs})`);
  }

  /** The same while somebody types, and what it took. */
  async measure(messages: readonly HostMessage[], everyMs: number): Promise<Played> {
    await this.page.evaluate(`bench.messages = ${JSON.stringify(messages)}; bench.updates = 0; bench.keys = [];`);
    await this.page.locator('textarea').focus();
    // What has come before is not to be collected now.
    await this.page.requestGC();
    await this.browser.startTracing(this.page, { categories: ['toplevel', 'devtools.timeline', '__metadata'] });
    const typing = new Typing(this.page);
    const isDone = await this.page.evaluate<boolean>(`(${play})(${everyMs})`);
    await typing.end();
    const trace = await this.browser.stopTracing();
    const { updates, keys } = await this.page.evaluate<{ updates: number; keys: number[] }>(
      '({ updates: bench.updates, keys: bench.keys })',
    );
    return { tasks: tasksIn(trace.toString('utf8')), updates, isDone, longestKeyMs: Math.max(16, ...keys) };
  }

  /** The text of the last answer as the page holds it. */
  async answerText(): Promise<string> {
    return this.page.evaluate<string>(`[...document.querySelectorAll('.markdown')].at(-1)?.textContent ?? ''`);
  }

  async close(): Promise<void> {
    await this.page.close();
  }
}

/** A letter and its removal in turn, for as long as it is not ended. */
class Typing {
  private hasEnded = false;
  private readonly done: Promise<void>;

  constructor(private readonly page: Page) {
    this.done = this.type();
    // A browser that is closed because it took too long ends the typing too; the promise of the end rejects.
    this.done.catch(() => undefined);
  }

  async end(): Promise<void> {
    this.hasEnded = true;
    await this.done;
  }

  private async type(): Promise<void> {
    for (let index = 0; !this.hasEnded; index += 1) {
      await this.page.keyboard.press(index % 2 === 0 ? 'x' : 'Backspace');
      await new Promise((resolve) => setTimeout(resolve, keyEveryMs));
    }
  }
}
