/** The month of a time (milliseconds since the epoch) in the time zone of this machine, as `2026-11`. */
export function monthOf(ms: number): string {
  const date = new Date(ms);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}`;
}

/** The first moment of a month in the time zone of this machine, so many months after that of `ms`. Milliseconds since the epoch. */
export function monthStart(ms: number, monthsLater: number): number {
  const date = new Date(ms);
  return new Date(date.getFullYear(), date.getMonth() + monthsLater, 1).getTime();
}
