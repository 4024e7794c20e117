/** `*` stands for any characters. */
function isPattern(pattern: string): boolean {
  return pattern.includes('*');
}

/** Whole names before patterns, longer patterns before shorter ones. */
export function byExactness(a: string, b: string): number {
  return Number(isPattern(a)) - Number(isPattern(b)) || b.length - a.length;
}

/** Both in lower case. Without going back, so that no pattern takes long. */
export function matchesPattern(name: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return name === first;
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}
