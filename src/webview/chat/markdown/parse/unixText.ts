/** A growing text with its line ends as `\n`. Only what was added is looked at. */
export class UnixText {
  private source = '';
  private text = '';
  /** Places in the source of each `\r` that a `\n` follows: the text after each of them has moved by one. */
  private dropped: number[] = [];

  update(source: string): string {
    const isLonger = source.startsWith(this.source);
    const from = isLonger ? this.source.length : 0;
    if (!isLonger) {
      this.text = '';
      this.dropped = [];
    }
    // A line end that was cut in two has been taken for a whole one.
    const isCut = from > 0 && source[from - 1] === '\r' && source[from] === '\n';
    if (isCut) this.dropped.push(from - 1);
    const added = source.slice(isCut ? from + 1 : from);
    for (const { index } of added.matchAll(/\r\n/g)) this.dropped.push(index + (isCut ? from + 1 : from));
    this.text += added.includes('\r') ? added.replace(/\r\n?/g, '\n') : added;
    this.source = source;
    return this.text;
  }

  /** Where a place of the source is in the text. */
  placeOf(at: number): number {
    let [low, high] = [0, this.dropped.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.dropped[middle] ?? 0) + 1 < at) low = middle + 1;
      else high = middle;
    }
    return at - low;
  }
}
