/** What the lab answers when it is asked to count to a number. */
export function counted(last: number): string {
  return Array.from({ length: last }, (_, index) => index + 1).join(' ');
}
