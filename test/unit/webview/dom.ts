import type { Window } from 'happy-dom';
import { options } from 'preact';

/** What the page takes from the browser besides the language. */
const browserNames = [
  'document',
  'getComputedStyle',
  'ResizeObserver',
  'KeyboardEvent',
  'InputEvent',
  'MouseEvent',
] as const;

/** Gives the tests of the surrounding `describe` a browser, and takes it away before other tests run. */
export function inBrowser(): void {
  let window: Window;

  before(async function () {
    this.timeout(30_000);
    // Imported by Node itself: tsx would translate its hundreds of files first.
    const happyDom = await import('happy-dom');
    window = new happyDom.Window({ url: 'https://everpair.test' });
    // Without a style sheet the style that is written at an element is all there is. axe asks for each element many
    // times, and happy-dom would put it together from all that stands around it.
    Object.defineProperty(window, 'getComputedStyle', { value: ({ style }: HTMLElement) => style });
    // happy-dom has no commands of an editor: what a browser refuses to do.
    Object.defineProperty(window.document, 'execCommand', { value: () => false });
    // A component draws its new state at once: tests see it without waiting.
    options.debounceRendering = (draw) => draw();
    for (const name of browserNames) {
      Object.defineProperty(globalThis, name, { value: Reflect.get(window, name), configurable: true });
    }
  });
  afterEach(() => document.body.replaceChildren());
  after(async () => {
    for (const name of browserNames) Reflect.deleteProperty(globalThis, name);
    await window.happyDOM.close();
  });
}

export function press(target: Element, key: string, options: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...options });
  target.dispatchEvent(event);
  return event;
}

export function type(input: HTMLTextAreaElement, text: string): void {
  input.value = text;
  input.dispatchEvent(new InputEvent('input', { bubbles: true }));
}
