import { pieceChars, sliceElements } from './limits';

/** Runs a task later. */
export type Later = (task: () => void) => void;

export interface Timing {
  /** With the next frame, before it is drawn. */
  readonly frame: Later;
  /** When the page has nothing else to do. */
  readonly idle: Later;
  /** Milliseconds. */
  readonly now: () => number;
}

/** Something to do, in steps of which there is time for another while `hasTime`. */
export type Task = (hasTime: () => boolean) => void;

/** Milliseconds after which what waits for an idle moment is done without one. */
const longestWait = 150;

/** Milliseconds that the steps between two frames take, by the clock. */
const slice = { least: 0.5, first: 1, most: 3 };

/** Milliseconds for which laying out and painting what was done may keep the page, before less is done at once. */
const shortRendering = 6;

const inBrowser: Timing = {
  frame: (task) => {
    if (typeof requestAnimationFrame === 'function') requestAnimationFrame(() => task());
    else task();
  },
  idle: (task) => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(() => task(), { timeout: longestWait });
    else setTimeout(task, 0);
  },
  now: () => performance.now(),
};

/**
 * What an update does at once, and what it leaves for later: a slice of time between two frames, so that the page answers in
 * between and never has more to lay out than came in one slice, which ends with its time or with so many elements. What
 * takes long to lay out makes the slices shorter.
 */
export class Work {
  private readonly tasks: Task[] = [];
  private allowance = pieceChars;
  private elements = 0;
  private isWaiting = false;
  private sliceMs = slice.first;

  /** Nothing is done any more once `element` has left the page. */
  constructor(
    private readonly element: Element,
    private readonly timing: Timing = inBrowser,
  ) {}

  /** An update begins. */
  begin(): void {
    this.allowance = pieceChars;
  }

  /** So many elements have come into the page. */
  made(elements: number): void {
    this.elements += elements;
  }

  /** At once where the update has the room for it. */
  do(cost: number, task: () => void): void {
    if (this.tasks.length === 0 && cost <= this.allowance) {
      this.allowance -= cost;
      task();
    } else {
      this.add(task);
    }
  }

  add(task: Task): void {
    this.tasks.push(task);
    this.wait();
  }

  private wait(): void {
    if (this.isWaiting || this.tasks.length === 0) return;
    this.isWaiting = true;
    this.timing.frame(() => {
      const frame = this.timing.now();
      this.timing.idle(() => this.work(this.timing.now() - frame));
    });
  }

  /** `renderingMs`: from the frame to the idle moment behind it. */
  private work(renderingMs: number): void {
    this.isWaiting = false;
    if (!this.element.isConnected) this.tasks.length = 0;
    const factor = renderingMs > shortRendering ? 0.5 : 1.25;
    this.sliceMs = Math.min(slice.most, Math.max(slice.least, this.sliceMs * factor));
    const end = this.timing.now() + this.sliceMs;
    this.elements = 0;
    const hasTime = (): boolean => this.elements < sliceElements && this.timing.now() < end;
    do this.tasks.shift()?.(hasTime);
    while (this.tasks.length > 0 && hasTime());
    this.wait();
  }
}
