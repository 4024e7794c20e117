/** A reader within so many pixels of the bottom counts as being there. */
const nearBottomPx = 24;

/** Keeps the bottom of growing content in sight. Scrolling up turns this off, scrolling back to the bottom turns it on. */
export class StickToBottom {
  private isSticking = true;
  private lastTop = 0;
  private lastHeight = 0;
  /** The content has become smaller since the last scroll event. */
  private hasShrunk = false;

  constructor(
    private readonly scroller: HTMLElement,
    private readonly onChange: (isSticking: boolean) => void,
  ) {
    scroller.addEventListener('scroll', () => this.scrolled(), { passive: true });
  }

  /** The content or the room for it has changed. */
  contentChanged(): void {
    this.noteHeight();
    if (this.isSticking) this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  jumpToBottom(): void {
    this.set(true);
    this.contentChanged();
  }

  /** The reader does something at the place where they are: what grows does not move it away. */
  release(): void {
    this.set(false);
  }

  private scrolled(): void {
    const { scrollTop, clientHeight } = this.scroller;
    this.noteHeight();
    const isAtBottom = this.lastHeight - scrollTop - clientHeight <= nearBottomPx;
    // Growing content moves the bottom, not the reader. Content that shrinks moves the reader up without a scroll of theirs.
    if (isAtBottom) this.set(true);
    else if (scrollTop < this.lastTop && !this.hasShrunk) this.set(false);
    this.lastTop = scrollTop;
    this.hasShrunk = false;
  }

  private noteHeight(): void {
    const { scrollHeight } = this.scroller;
    this.hasShrunk ||= scrollHeight < this.lastHeight;
    this.lastHeight = scrollHeight;
  }

  private set(isSticking: boolean): void {
    if (isSticking === this.isSticking) return;
    this.isSticking = isSticking;
    this.onChange(isSticking);
  }
}
