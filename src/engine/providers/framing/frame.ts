/** One event, or one line. */
export interface Frame {
  /** The event's name; empty where it has none. */
  readonly event: string;
  readonly data: string;
  /** It stands at the end of the body, and its own end did not come. */
  readonly isLast?: boolean;
}
