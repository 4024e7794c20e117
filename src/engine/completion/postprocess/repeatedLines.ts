/** Lines of a loop at most. */
const maxLoopLines = 6;

/** Ends a text where the model begins to repeat itself. */
export function withoutRepeatedLines(text: string): string {
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index += 1) {
    for (let length = 1; length <= maxLoopLines; length += 1) {
      if (isLoop(lines, index, length)) return lines.slice(0, index + length).join('\n');
    }
  }
  const looped = /^([^\n]*?)([^\n]{4,80}?)\2{3,}/m.exec(text.slice(0, 2_000));
  const piece = looped?.[2] ?? '';
  if (!looped || !/[\p{L}]/u.test(piece)) return text;
  // A repetition that goes on in another way was meant.
  const [rest = ''] = text.slice(looped.index + looped[0].length).split('\n');
  if (!piece.startsWith(rest)) return text;
  return text.slice(0, looped.index) + (looped[1] ?? '') + piece;
}

/** Whether `length` lines come three times in a row from `from` on. */
function isLoop(lines: readonly string[], from: number, length: number): boolean {
  const block = lines.slice(from, from + length).map((line) => line.trim());
  if (block.join('').replace(/\W/g, '').length < 3) return false;
  return [1, 2].every((round) => block.every((line, index) => lines[from + round * length + index]?.trim() === line));
}
