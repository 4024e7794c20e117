const hashSeed = 0x811c9dc5;
const hashPrime = 0x01000193;

/** Shorter names, and shorter parts of names, say too little. */
const minTokenChars = 3;

const upper = 1;
const lower = 2;
const digit = 3;
const mark = 4;

/** Kind of each ASCII character in a name; 0 ends a name. */
const kinds = Uint8Array.from({ length: 128 }, (_, unit) => {
  if (unit >= 97 && unit <= 122) return lower;
  if (unit >= 65 && unit <= 90) return upper;
  if (unit >= 48 && unit <= 57) return digit;
  return unit === 95 || unit === 36 ? mark : 0;
});

/** Letters outside of ASCII count as lower case. */
function kindOf(unit: number): number {
  return unit < 128 ? (kinds[unit] ?? 0) : lower;
}

/**
 * Visits the names in a text, each as a hash of 32 bits: the whole name as it is, and its parts in lower case, so that
 * `getUserName` also counts as `get`, `user` and `name`. Allocates no strings.
 */
export function eachToken(text: string, visit: (token: number) => void): void {
  let at = 0;
  while (at < text.length) {
    const kind = kindOf(text.charCodeAt(at));
    if (kind === 0) at += 1;
    else if (kind === digit) at = endOfName(text, at);
    else at = visitName(text, at, visit);
  }
}

function endOfName(text: string, from: number): number {
  let at = from;
  while (at < text.length && kindOf(text.charCodeAt(at)) !== 0) at += 1;
  return at;
}

function visitName(text: string, from: number, visit: (token: number) => void): number {
  let at = from;
  let whole = hashSeed;
  let part = hashSeed;
  let partLength = 0;
  let last = 0;
  let parts = 0;
  let lastPart = hashSeed;
  const endPart = (): void => {
    if (partLength >= minTokenChars) {
      visit(part >>> 0);
      lastPart = part;
      parts += 1;
    }
    part = hashSeed;
    partLength = 0;
  };
  for (; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    const kind = kindOf(unit);
    if (kind === 0) break;
    whole = Math.imul(whole ^ unit, hashPrime);
    if (kind === mark || kind === digit || (kind === upper && last === lower)) endPart();
    if (kind === upper || kind === lower) {
      part = Math.imul(part ^ (kind === upper ? unit + 32 : unit), hashPrime);
      partLength += 1;
    }
    last = kind;
  }
  endPart();
  if (at - from >= minTokenChars && !(parts === 1 && lastPart === whole)) visit(whole >>> 0);
  return at;
}
