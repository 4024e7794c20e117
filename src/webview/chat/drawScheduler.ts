/** Length of the pause after a drawing, in drawings: so drawing takes at most a fifth of the time. */
const restFactor = 4;

/** Draws at most once a frame. The longer a drawing takes, the longer the pause after it. */
export class DrawScheduler {
  private isPending = false;
  private restUntil = 0;

  constructor(
    private readonly draw: () => void,
    private readonly requestFrame: (callback: () => void) => void = (callback) => requestAnimationFrame(callback),
    private readonly now: () => number = () => performance.now(),
  ) {}

  request(): void {
    if (this.isPending) return;
    this.isPending = true;
    this.requestFrame(() => this.frame());
  }

  private frame(): void {
    const start = this.now();
    if (start < this.restUntil) {
      this.requestFrame(() => this.frame());
      return;
    }
    this.isPending = false;
    this.draw();
    const end = this.now();
    this.restUntil = end + (end - start) * restFactor;
  }
}
