import type { OutlineLine } from './outline';

/** At which ends lines are torn out of something. */
export interface TornEnds {
  /** They close what they do not open. */
  readonly above: boolean;
  /** They open what they do not close. */
  readonly below: boolean;
}

/**
 * Only brackets at the begin and the end of a line count, and comments and conditions of the preprocessor: others may stand in
 * strings and prose.
 */
export function tornEnds(lines: readonly OutlineLine[]): TornEnds {
  const open: { readonly isLast: boolean }[] = [];
  let [above, isInComment] = [false, false];
  for (const { plain } of lines) {
    if (isInComment) {
      isInComment = !plain.includes('*/');
      continue;
    }
    if (plain.startsWith('*/')) above = true;
    isInComment = plain.startsWith('/*') && !plain.includes('*/');
    if (isInComment) continue;
    const code = withoutStrings(plain);
    if (/^#\s*if/.test(code)) open.push({ isLast: true });
    if (/^#\s*endif/.test(code)) above ||= !open.pop();
    for (const [at, char] of Array.from(code).entries()) {
      if ('([{'.includes(char)) open.push({ isLast: at === code.length - 1 });
      else if (')]}'.includes(char) && !open.pop()) above ||= at === 0;
    }
  }
  return { above, below: isInComment || open.some(({ isLast }) => isLast) };
}

function withoutStrings(line: string): string {
  return line.replace(/(["'`])(?:\\.|(?!\1).)*\1/g, '').trim();
}
