/** Upper case, lower case and digits: no name in code has all three so mixed. */
export function isMixed(found: string): boolean {
  return /[A-Z]/.test(found) && /[a-z]/.test(found) && (found.match(/\d/g)?.length ?? 0) >= 2;
}

const placeholder = new RegExp(
  [
    String.raw`^(?:[*x.•_-]+|\$.*|%.*%?|\{.*|<.*|\[.*|#\{.*|@.*@|\d{1,5}(?:\/.*)?)$`,
    String.raw`^(?:user|username|null|nil|undefined|none|empty|true|false|string|required|optional|password|passwd|passphrase)\d?$`,
    String.raw`^(?:(?:your|my|the|some|new|old|db|root|admin|user|an?)?[-_ ]?(?:pass(?:word|wd|phrase)?|pwd|secret|token|pw|(?:api)?[-_]?key)\d?)$`,
    String.raw`(?:your|my|insert|enter|replace|put)[-_.]?(?:own|real|actual|api|secret|token|key|pass|value|here)`,
    String.raw`change[-_]?(?:me|this|it)|example|placeholder|redacted|dummy|xxxx|\*\*\*|•••|todo|goes[-_]here|[-_]here$|not[-_]?(?:set|real|used)`,
    String.raw`\$\{|\{\{|<%|%\(|process\.env|os\.(?:environ|getenv)|getenv|import\.meta|secrets?\.[A-Z]|vault:|^env[.:(]|^file:|^ref\+|^op://|^arn:`,
  ].join('|'),
  'i',
);

/** No placeholder, variable or example. */
export function isPassword(found: string): boolean {
  return !placeholder.test(found);
}

/** A value that a person chose as a password, and no reference to one. */
export function isValue(found: string): boolean {
  return isPassword(found) && /\d/.test(found) && /[A-Za-z]/.test(found) && !isReference(found);
}

/** A value in quotes that may be a password: no name of something else, no rule, no text for people. */
export function isQuotedPassword(found: string): boolean {
  return (
    isPassword(found) &&
    !isReference(found) &&
    /[A-Za-z]/.test(found) &&
    /[^A-Za-z]/.test(found) &&
    // `reset-password`, `errors.too_short`, `min:8`, `password-input-2`
    !/^[A-Za-z]+(?:[._:/|-][A-Za-z]+)*(?:[._:/|-]?\d{1,2})?$/.test(found) &&
    !/pass(?:word|wd)|[\\^|](?=.*[\\^|])|\[.*\]|\(.*\)/i.test(found) &&
    !/^[\w.-]*\/[\w./-]*$/.test(found)
  );
}

function isReference(found: string): boolean {
  return /^(?:[A-Za-z_]\w*\.)+\w+$|^https?:|^\.{0,2}\/|^[A-Z0-9_]+$|^[A-Za-z_]\w*\($/.test(found);
}

/** Whether a word is nothing that a person would think of: letters and digits mixed, and hardly one twice. */
export function looksRandom(word: string): boolean {
  if (
    word.length < 16 ||
    /^[a-zA-Z_.-]+$/.test(word) ||
    /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$/.test(word) ||
    /^(?:[A-Za-z]+[-_/.]?)+\d{0,4}$/.test(word)
  )
    return false;
  const changes = word.match(/\d[A-Za-z]|[A-Za-z]\d/g)?.length ?? 0;
  return changes >= 3 && entropy(word) >= (word.length < 24 ? 3.2 : 3.4);
}

/** The same where marks are mixed in, as generators of keys for web servers do. */
export function looksRandomWithMarks(word: string): boolean {
  if (looksRandom(word)) return true;
  if (/\(\?|\\[dws]|\[[^\]]*\]/.test(word)) return false;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^\w\s]/].filter((kind) => kind.test(word)).length;
  const marks = word.match(/[^\w\s./:-]/g)?.length ?? 0;
  return kinds >= 3 && marks >= 4 && isPassword(word) && entropy(word) >= 3.6;
}

export function isNoUuid(word: string): boolean {
  return !/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(word) && looksRandom(word);
}

/** Bits for a character, by how often each is there. */
function entropy(word: string): number {
  const counts = new Map<string, number>();
  for (const character of word) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / word.length) * Math.log2(count / word.length);
  return bits;
}
