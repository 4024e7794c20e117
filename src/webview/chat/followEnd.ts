/** Pixels from the end within which a reader counts as being at the end. */
const nearEnd = 24;

/** Keeps the end of growing content in sight until the reader scrolls up, and again when they return to the end. */
export class FollowEnd {
  private following = true;
  private lastTop = 0;

  constructor(
    private readonly scroller: HTMLElement,
    private readonly onChange: (following: boolean) => void,
  ) {
    scroller.addEventListener('scroll', () => this.scrolled(), { passive: true });
  }

  /** The content or the room for it has changed. */
  contentChanged(): void {
    if (this.following) this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  jumpToEnd(): void {
    this.set(true);
    this.contentChanged();
  }

  private scrolled(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    const isAtEnd = scrollHeight - scrollTop - clientHeight <= nearEnd;
    // Growing content moves the end away without moving the reader; only a reader moves up.
    if (isAtEnd) this.set(true);
    else if (scrollTop < this.lastTop) this.set(false);
    this.lastTop = scrollTop;
  }

  private set(following: boolean): void {
    if (following === this.following) return;
    this.following = following;
    this.onChange(following);
  }
}
