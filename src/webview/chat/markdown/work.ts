import { pieceChars } from './limits';

export type Later = (task: () => void) => void;

/** Milliseconds after which what waits for an idle moment is done without one. */
const longestWait = 150;

const whenIdle: Later = (task) => {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(() => task(), { timeout: longestWait });
  else setTimeout(task, 0);
};

/** What an update does at once, and what it leaves for later: one task at a time, so that the page answers in between. */
export class Work {
  private readonly tasks: (() => void)[] = [];
  private allowance = pieceChars;
  private isWaiting = false;

  /** Nothing is done any more once `element` has left the page. */
  constructor(
    private readonly element: Element,
    private readonly later: Later = whenIdle,
  ) {}

  /** An update begins. */
  begin(): void {
    this.allowance = pieceChars;
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

  add(task: () => void): void {
    this.tasks.push(task);
    this.wait();
  }

  private wait(): void {
    if (this.isWaiting || this.tasks.length === 0) return;
    this.isWaiting = true;
    this.later(() => {
      this.isWaiting = false;
      if (!this.element.isConnected) this.tasks.length = 0;
      this.tasks.shift()?.();
      this.wait();
    });
  }
}
