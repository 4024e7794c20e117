/** One answer of the floor extension, in milliseconds since the epoch. */
export interface FloorCall {
  /** Absent in an exercise. */
  readonly place: number | undefined;
  readonly called: number;
  readonly answered: number;
}
