import type { Indentation } from '../../../../src/engine/completion/api/cursorContext';

const sizes = [2, 4, 6, 8, 3, 5, 7] as const;
const usual: Indentation = { insertSpaces: true, size: 4 };

/** What VS Code finds a file to be indented by (`editor.detectIndentation`, indentationGuesser.ts). */
export function indentationOf(lines: readonly string[]): Indentation {
  let [byTabs, bySpaces, above] = [0, 0, 0];
  const steps = new Map<number, number>();
  for (const line of lines) {
    if (line.trim() === '') continue;
    const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
    if (indent.includes('\t')) byTabs += 1;
    else if (indent.length > 1) bySpaces += 1;
    const step = Math.abs(indent.length - above);
    if (!indent.includes('\t') && step > 1) steps.set(step, (steps.get(step) ?? 0) + 1);
    above = indent.length;
  }
  const insertSpaces = byTabs === bySpaces ? usual.insertSpaces : byTabs < bySpaces;
  const best = sizes.reduce<number>(
    (size, other) => ((steps.get(other) ?? 0) > (steps.get(size) ?? 0) ? other : size),
    4,
  );
  return { insertSpaces, size: insertSpaces ? best : usual.size };
}
