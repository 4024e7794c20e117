import type { Page } from 'playwright-core';

/** When a key brought ghost text, in milliseconds since the epoch. */
export interface Shown {
  readonly pressed: number;
  readonly shown: number;
}

/** Frames in a row that looked the same. */
export interface Look {
  /** Milliseconds since the recording began. */
  readonly at: number;
  /** Keys pressed by then. */
  readonly keys: number;
  /** The keys that were pressed since the frame before; the editor may still be about to draw them. */
  readonly isFresh: boolean;
  frames: number;
  readonly hasGhost: boolean;
  /** The editor's lines on the screen, ghost text included. */
  readonly text: string;
}

/**
 * Runs in the page, where no message to and from this process lies between what happens and its time. A frame is looked
 * at when all have drawn and before it is painted: a ResizeObserver is told then.
 */
const source = `(() => {
  const ghost = '.editor-instance .ghost-text-decoration, .editor-instance .ghost-text';
  const isShown = () => document.querySelector(ghost) !== null;
  const epoch = (ms) => performance.timeOrigin + ms;

  const visibleText = () => [...document.querySelectorAll('.editor-instance .view-line')]
    .map((line) => [line.getBoundingClientRect().top, line])
    .sort(([a], [b]) => a - b)
    .map(([, line]) => {
      const copy = line.cloneNode(true);
      for (const hidden of copy.querySelectorAll('.ghost-text-hidden')) hidden.remove();
      return copy.textContent.replaceAll('\\u00a0', ' ').trimEnd();
    })
    .join('\\n');

  function arm() {
    return new Promise((resolve) => {
      let pressed;
      const observer = new MutationObserver(() => {
        if (pressed === undefined || !isShown()) return;
        const shown = performance.now();
        observer.disconnect();
        resolve({ pressed: epoch(pressed), shown: epoch(shown) });
      });
      addEventListener('keydown', (event) => (pressed = event.timeStamp), { capture: true, once: true });
      observer.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['class'] });
      setTimeout(() => { observer.disconnect(); resolve(null); }, 5000);
    });
  }

  let looks, keys, began, running = false;
  const count = () => (keys += 1);
  const metronome = document.createElement('div');
  metronome.style.cssText = 'position:fixed;top:0;left:0;width:1px;height:1px;opacity:0;pointer-events:none;contain:strict';
  document.body.append(metronome);
  let seenKeys = 0;
  new ResizeObserver(() => {
    if (!running) return;
    const look = { keys, isFresh: keys !== seenKeys, hasGhost: isShown(), text: visibleText() };
    seenKeys = keys;
    const last = looks.at(-1);
    const isSame = last && Object.keys(look).every((name) => look[name] === last[name]);
    if (isSame) last.frames += 1;
    else looks.push({ at: performance.now() - began, frames: 1, ...look });
  }).observe(metronome);
  function tick() {
    if (!running) return;
    metronome.style.width = metronome.style.width === '1px' ? '2px' : '1px';
    requestAnimationFrame(tick);
  }

  window.everpairWatcher = {
    arm: () => { window.everpairWatcher.armed = arm(); },
    begin: () => {
      looks = []; keys = 0; seenKeys = 0; began = performance.now(); running = true;
      addEventListener('keydown', count, { capture: true });
      requestAnimationFrame(tick);
    },
    end: () => {
      running = false;
      removeEventListener('keydown', count, { capture: true });
      return looks;
    },
    isShown,
  };
})()`;

/** What the page saw of keys and ghost text. */
export class Watcher {
  private constructor(private readonly page: Page) {}

  static async in(page: Page): Promise<Watcher> {
    await page.evaluate(source);
    return new Watcher(page);
  }

  /** Presses a key and waits for ghost text; undefined when none comes within 5 s. */
  async press(key: string): Promise<Shown | undefined> {
    await this.page.evaluate('everpairWatcher.arm()');
    await this.page.keyboard.press(key);
    return (await this.page.evaluate<Shown | null>('everpairWatcher.armed')) ?? undefined;
  }

  async begin(): Promise<void> {
    await this.page.evaluate('everpairWatcher.begin()');
  }

  async end(): Promise<readonly Look[]> {
    return this.page.evaluate<Look[]>('everpairWatcher.end()');
  }

  async isShown(): Promise<boolean> {
    return this.page.evaluate<boolean>('everpairWatcher.isShown()');
  }
}
