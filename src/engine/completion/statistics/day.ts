/** The day of a time (milliseconds since the epoch) in the time zone of this machine, `later` days later, as `2026-11-26`. */
export function dayOf(ms: number, later = 0): string {
  const date = new Date(ms);
  date.setDate(date.getDate() + later);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
