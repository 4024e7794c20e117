/** Pixels from the end within which a reader counts as being at the end. */
const nearEnd = 24;

/** Keeps the end of growing content in sight until the reader scrolls up, and again when they return to the end. */
export class FollowEnd {
  private following = true;
  private lastTop = 0;
  private lastHeight = 0;
  /** Since the last time that it was scrolled. */
  private hasShrunk = false;

  constructor(
    private readonly scroller: HTMLElement,
    private readonly onChange: (following: boolean) => void,
  ) {
    scroller.addEventListener('scroll', () => this.scrolled(), { passive: true });
  }

  /** The content or the room for it has changed. */
  contentChanged(): void {
    this.look();
    if (this.following) this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  jumpToEnd(): void {
    this.set(true);
    this.contentChanged();
  }

  private scrolled(): void {
    const { scrollTop, clientHeight } = this.scroller;
    this.look();
    const isAtEnd = this.lastHeight - scrollTop - clientHeight <= nearEnd;
    // Growing content moves the end away without moving the reader. Of what moves them up, content that turns out smaller
    // than it was taken for is not their doing.
    if (isAtEnd) this.set(true);
    else if (scrollTop < this.lastTop && !this.hasShrunk) this.set(false);
    this.lastTop = scrollTop;
    this.hasShrunk = false;
  }

  private look(): void {
    const { scrollHeight } = this.scroller;
    this.hasShrunk ||= scrollHeight < this.lastHeight;
    this.lastHeight = scrollHeight;
  }

  private set(following: boolean): void {
    if (following === this.following) return;
    this.following = following;
    this.onChange(following);
  }
}
