/** A shorter match may be how the answer continues. */
const minEchoChars = 12;

/**
 * Takes away a prefill that a host repeats at the beginning of its answer. Feed it the text as it comes; what it holds
 * back while that is open comes out with the next piece or with `rest`.
 */
export class PrefillEcho {
  private held = '';
  private open: boolean;

  constructor(private readonly prefill: string) {
    this.open = prefill.length >= minEchoChars;
  }

  push(text: string): string {
    if (!this.open) return text;
    this.held += text;
    const undecided = this.held.length < this.prefill.length && this.prefill.startsWith(this.held);
    return undecided ? '' : this.rest();
  }

  rest(): string {
    const { held } = this;
    const isEcho = this.open && held.startsWith(this.prefill);
    this.open = false;
    this.held = '';
    return isEcho ? held.slice(this.prefill.length) : held;
  }
}
