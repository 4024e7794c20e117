/** An answer that is made to take a page long. */
export interface Input {
  readonly name: string;
  readonly text: string;
  /** Places at which another provider writes on, in UTF-16 units. */
  readonly seams?: readonly number[];
}
