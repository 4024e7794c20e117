/** The white space that a line begins with. */
export function indentOf(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

/** Brings the indentation of a block's line to that of the file; undefined where the pairs do not tell it. */
export type Reindent = (line: string) => string | undefined;

const same: Reindent = (line) => line;

/** By lines of a block and of the file that are equal but for white space; undefined where they contradict each other. */
export function reindentBy(pairs: readonly (readonly [block: string, file: string])[]): Reindent | undefined {
  const known = new Map<string, string>();
  for (const [block, file] of pairs) {
    if (block.trim() === '') continue;
    const [from, to] = [indentOf(block), indentOf(file)];
    if ((known.get(from) ?? to) !== to) return undefined;
    known.set(from, to);
  }
  // Two depths that would become one are no other indentation: some line was taken for another.
  if (new Set(known.values()).size < known.size) return undefined;
  if ([...known].every(([from, to]) => from === to)) return known.size > 0 ? same : undefined;
  return (line) => {
    if (line.trim() === '') return '';
    const from = indentOf(line);
    const to = known.get(from) ?? derived(known, from);
    return to === undefined ? undefined : to + line.slice(from.length);
  };
}

/** From the nearest known indentation: that much more or less of it, in the file's style. */
function derived(known: ReadonlyMap<string, string>, from: string): string | undefined {
  const nearest = [...known].sort(([a], [b]) => Math.abs(a.length - from.length) - Math.abs(b.length - from.length));
  for (const [k, to] of nearest) {
    if (from.startsWith(k)) {
      const more = inStyle(known, from.slice(k.length));
      if (more !== undefined) return to + more;
    }
    if (k.startsWith(from)) {
      const less = inStyle(known, k.slice(from.length));
      if (less !== undefined && to.endsWith(less)) return to.slice(0, to.length - less.length);
    }
  }
  return undefined;
}

/** Some indentation of the block as the file writes it. */
function inStyle(known: ReadonlyMap<string, string>, rest: string): string | undefined {
  const unit = unitOf(known);
  if (!unit) return isShift(known, rest) ? rest : undefined;
  if (unit.from === '' || rest.length % unit.from.length !== 0) return undefined;
  const times = rest.length / unit.from.length;
  return rest === unit.from.repeat(times) ? unit.to.repeat(times) : undefined;
}

/** Whether the file has the block's indentation behind one of its own, in the same characters. */
function isShift(known: ReadonlyMap<string, string>, rest: string): boolean {
  const chars = new Set(Array.from([...known].flat().join('') + rest));
  return chars.size <= 1;
}

/** What one step of the block is in the file, by two known lines of different depth. */
function unitOf(known: ReadonlyMap<string, string>): { readonly from: string; readonly to: string } | undefined {
  const steps = [...known].sort(([a], [b]) => a.length - b.length);
  for (const [index, [from, to]] of steps.entries()) {
    const [lessFrom, lessTo] = steps[index - 1] ?? ['', index === 0 && from !== '' ? '' : undefined];
    if (lessTo === undefined || (index === 0 && !isWholeStep(from, to))) continue;
    if (!from.startsWith(lessFrom) || !to.startsWith(lessTo)) continue;
    const step = { from: from.slice(lessFrom.length), to: to.slice(lessTo.length) };
    if (step.to === '') continue;
    // Two steps of four are one of two and two: the smallest that both have in common.
    const times = commonTimes(step.from, step.to);
    return { from: step.from.slice(0, step.from.length / times), to: step.to.slice(0, step.to.length / times) };
  }
  return undefined;
}

/** Whether one indentation is spaces and the other tabs, so that only whole steps can stand for each other. */
function isWholeStep(from: string, to: string): boolean {
  return (/^ +$/.test(from) && /^\t+$/.test(to)) || (/^\t+$/.test(from) && /^ +$/.test(to));
}

function commonTimes(from: string, to: string): number {
  for (let times = Math.min(from.length, to.length); times > 1; times -= 1) {
    if (from.length % times === 0 && to.length % times === 0) return times;
  }
  return 1;
}
