/** What stands around the cursor, as much of it as is worth sending. */
export interface Hole {
  readonly prefix: string;
  readonly suffix: string;
  /** As the user knows the file, relative to the workspace. */
  readonly path: string;
  /** VS Code language id. */
  readonly languageId: string;
}

/** Characters before and behind the cursor that are sent at most; the prefix tells more than the suffix. */
export const prefixBudget = 6_000;
export const suffixBudget = 2_000;

/** Cuts long text to whole lines within the budgets. Pure. */
export function trimHole(hole: Hole): Hole {
  return { ...hole, prefix: lastLines(hole.prefix, prefixBudget), suffix: firstLines(hole.suffix, suffixBudget) };
}

function lastLines(text: string, budget: number): string {
  if (text.length <= budget) return text;
  const cut = text.slice(-budget);
  const border = cut.indexOf('\n');
  return border < 0 ? cut : cut.slice(border + 1);
}

function firstLines(text: string, budget: number): string {
  if (text.length <= budget) return text;
  const cut = text.slice(0, budget);
  const border = cut.lastIndexOf('\n');
  return border < 0 ? cut : cut.slice(0, border + 1);
}

/** The cursor's line up to the cursor. */
export function lineBefore(hole: Pick<Hole, 'prefix'>): string {
  return hole.prefix.slice(hole.prefix.lastIndexOf('\n') + 1);
}

/** The cursor's line behind the cursor, without its end. */
export function lineBehind(hole: Pick<Hole, 'suffix'>): string {
  return /^[^\r\n]*/.exec(hole.suffix)?.[0] ?? '';
}
