import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { root } from '../../scripts/host/folders';
import type { HostMessage } from '../../src/chat/protocol';

/** Milliseconds without a change after which the page has nothing more to do. */
const quietMs = 500;

/** What VS Code gives the page: a way to talk, and colours. */
const surroundings = `
  globalThis.acquireVsCodeApi = () => ({ postMessage() {}, getState() {}, setState() {} });
`;

/** The chat page as it is packaged, in a browser, with a host that says what it is told. */
export class Stage {
  private constructor(
    private readonly browser: Browser,
    private readonly page: Page,
  ) {}

  static async open(browser: Browser): Promise<Stage> {
    const page = await browser.newPage({ viewport: { width: 420, height: 800 } });
    const read = (name: string): string => readFileSync(path.join(root, 'dist/webview', name), 'utf8');
    await page.setContent('<!DOCTYPE html><html lang="en"><body><div id="chat"></div></body></html>');
    await page.addStyleTag({ content: read('chat.css') });
    await page.evaluate(surroundings);
    await page.addScriptTag({ content: read('chat.js') });
    return new Stage(browser, page);
  }

  /**
   * Hands the page messages, one each `everyMs`, and waits until it has nothing more to do and shows an answer of so many
   * characters at least.
   */
  async play(messages: readonly HostMessage[], everyMs: number, least: number): Promise<void> {
    await this.page.evaluate(`(async () => {
      for (const data of ${JSON.stringify(messages)}) {
        dispatchEvent(new MessageEvent('message', { data }));
        await new Promise((resolve) => setTimeout(resolve, ${everyMs}));
      }
    })()`);
    // The page rests between two drawings, the longer the slower it was.
    await this.page.evaluate(`new Promise((resolve) => {
      const isDrawn = () => document.querySelector('.markdown')?.textContent.length >= ${least};
      const end = () => (isDrawn() ? resolve() : (timer = setTimeout(end, ${quietMs})));
      let timer = setTimeout(end, ${quietMs});
      new MutationObserver(() => {
        clearTimeout(timer);
        timer = setTimeout(end, ${quietMs});
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    })`);
  }

  /** The text of the last answer as the page holds it. */
  async answerText(): Promise<string> {
    return this.page.evaluate<string>(`[...document.querySelectorAll('.markdown')].at(-1)?.textContent ?? ''`);
  }

  /** The longest task of the page's thread while `action` runs, in milliseconds of its processor time. */
  async longestTaskMs(action: () => Promise<void>): Promise<number> {
    await this.browser.startTracing(this.page, { categories: ['toplevel', 'devtools.timeline', '__metadata'] });
    await action();
    const trace = await this.browser.stopTracing();
    return longestTaskIn(trace.toString('utf8'));
  }

  async close(): Promise<void> {
    await this.page.close();
  }
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  /** Microseconds of processor time. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

function longestTaskIn(trace: string): number {
  const { traceEvents } = JSON.parse(trace) as { readonly traceEvents: readonly TraceEvent[] };
  const busiest = new Map<string, number>();
  const threads = new Set(
    traceEvents.flatMap(({ name, args, pid, tid }) =>
      name === 'thread_name' && args?.name === 'CrRendererMain' ? [`${pid} ${tid}`] : [],
    ),
  );
  for (const { name, pid, tid, dur, tdur } of traceEvents) {
    const thread = `${pid} ${tid}`;
    if (!threads.has(thread) || !name.endsWith('RunTask')) continue;
    busiest.set(thread, Math.max(busiest.get(thread) ?? 0, tdur ?? dur ?? 0));
  }
  return Math.max(0, ...busiest.values()) / 1_000;
}
