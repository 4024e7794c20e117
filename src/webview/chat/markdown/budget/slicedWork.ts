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

/** Work in steps. Another step may follow while `hasTime` is true. */
export type Task = (hasTime: () => boolean) => void;

/** Work waits for an idle moment at most so long. */
const maxWaitMs = 150;

/** Milliseconds that the steps between two frames take, by the clock. */
const sliceLimitsMs = { least: 0.5, first: 1, most: 3 };

/** Layout and paint of a slice may take so long. After a longer one the slices become shorter. */
const shortRenderingMs = 6;

const inBrowser: Timing = {
  frame: (task) => {
    if (typeof requestAnimationFrame === 'function') requestAnimationFrame(() => task());
    else task();
  },
  idle: (task) => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(() => task(), { timeout: maxWaitMs });
    else setTimeout(task, 0);
  },
  now: () => performance.now(),
};

/**
 * Splits an update into work that runs at once and work for later. Later work runs in slices, one between two frames, so that the
 * page stays responsive. A slice ends after its time or after `sliceElements` new elements, which bounds the layout after it. Slow
 * layouts make the slices shorter.
 */
export class Work {
  private readonly tasks: Task[] = [];
  private allowance = pieceChars;
  private elements = 0;
  private isWaiting = false;
  private sliceMs = sliceLimitsMs.first;

  /** All work stops once `element` has left the page. */
  constructor(
    private readonly element: Element,
    private readonly timing: Timing = inBrowser,
  ) {}

  /** An update begins. */
  begin(): void {
    this.allowance = pieceChars;
  }

  /** Counts new elements of the page. */
  made(elements: number): void {
    this.elements += elements;
  }

  /** Runs at once while the update has an allowance left, else later. */
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

  /** `renderingMs`: from the frame to the idle moment after it. */
  private work(renderingMs: number): void {
    this.isWaiting = false;
    if (!this.element.isConnected) this.tasks.length = 0;
    const factor = renderingMs > shortRenderingMs ? 0.5 : 1.25;
    this.sliceMs = Math.min(sliceLimitsMs.most, Math.max(sliceLimitsMs.least, this.sliceMs * factor));
    const end = this.timing.now() + this.sliceMs;
    this.elements = 0;
    const hasTime = (): boolean => this.elements < sliceElements && this.timing.now() < end;
    do this.tasks.shift()?.(hasTime);
    while (this.tasks.length > 0 && hasTime());
    this.wait();
  }
}
