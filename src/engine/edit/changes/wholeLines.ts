/** The lines with their ends, so that a change of an end is a change. */
export function wholeLines(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
