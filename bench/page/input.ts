/** An answer that is made to take a page long. */
export interface Input {
  readonly name: string;
  readonly text: string;
}
