import { keyForms, keyMarks, keyName } from './keyForms';

/** A text in which secrets are masked, with as many lines as it had. */
export interface Masked {
  readonly text: string;
  /** What was masked, each kind once, as in "an AWS access key". */
  readonly kinds: readonly string[];
}

/** Stands for a secret. */
export const mask = '***';

/** Characters of a line that is looked through for names with values; longer ones are data or minified. */
const longestLine = 2_000;

/** Characters below which a line holds no form of a key. */
const shortestLine = 12;

/** What a line is, whatever stands around it. */
interface Line {
  readonly clean: string;
  readonly kinds: readonly string[];
  /** Where a private key begins, and whether its first characters follow. */
  readonly begins: { readonly at: number; readonly isFollowed: boolean } | undefined;
  readonly ends: boolean;
  /** Base64 as wide as the lines of keys are. */
  readonly isBlock: boolean;
}

/** Lines that were looked at before: most of a prompt is as it was in the last one. All are forgotten when there are more. */
const lineCapacity = 4_000;
const known = new Map<string, Line | undefined>();

/**
 * Masks known forms of keys, private key blocks, and values that look random beside a name that speaks of a secret. Takes
 * linear time, and little where the lines were seen before.
 */
export function withoutSecrets(text: string): Masked {
  const written = text.split('\n');
  const lines = written.map(lineOf);
  if (lines.every((line) => line === undefined)) return { text, kinds: [] };
  const kinds = new Set(lines.flatMap((line) => line?.kinds ?? []));
  const hidden = hiddenLines(written, lines);
  if (kinds.size === 0 && hidden.size === 0) return { text, kinds: [] };
  if (hidden.size > 0) kinds.add('a private key');
  const masked = written.map((line, index) => hidden.get(index) ?? lines[index]?.clean ?? line);
  return { text: masked.join('\n'), kinds: [...kinds] };
}

/** Undefined for a line in which there is nothing to see. */
function lineOf(text: string): Line | undefined {
  if (text.length < shortestLine) return undefined;
  const before = known.get(text);
  if (before !== undefined || known.has(text)) return before;
  if (known.size >= lineCapacity) known.clear();
  const line = look(text);
  known.set(text, line);
  return line;
}

const keyLabel = String.raw`(?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)? ?-{4,5}`;
const beginsKey = new RegExp(`-{4,5} ?BEGIN ${keyLabel}`);
const endsKey = new RegExp(`-{4,5} ?END ${keyLabel}`);

function look(text: string): Line | undefined {
  const marks = text.includes('----');
  if (!marks && !mayHoldSecret(text)) return undefined;
  const masked = keyMarks.test(text) ? withoutForms(text) : { text, kinds: [] };
  const begin = marks ? beginsKey.exec(text) : undefined;
  const behind = begin ? text.slice(begin.index + begin[0].length) : '';
  const isBlock = isBlockLine(text);
  if (!marks && !isBlock && masked.kinds.length === 0) return undefined;
  return {
    clean: masked.text,
    kinds: masked.kinds,
    begins: begin ? { at: begin.index, isFollowed: /[A-Za-z0-9+/=]{16}/.test(behind) } : undefined,
    ends: marks && endsKey.test(text),
    isBlock,
  };
}

/** Cheap: most lines of code have no digit, or no word that is long enough. */
function mayHoldSecret(text: string): boolean {
  if (/PASSW|[Pp]assw|[Pp]wd|PWD/.test(text)) return true;
  if (!/\d|:\/\/|_auth=|Basic |Bearer /.test(text)) return false;
  return /[\w+/=.~@:!$%^&*-]{16}|SECRET|TOKEN|KEY/.test(text);
}

/** The line without its secrets, and without every other random word in it: keys and their secrets stand together. */
function withoutForms(line: string): Masked {
  const kinds = new Set<string>();
  let clean = line;
  for (const { kind, form, isReal } of keyForms) {
    clean = clean.replace(form, (found: string, ...groups: unknown[]) => {
      const kept = typeof groups[0] === 'string' ? groups[0] : '';
      if (isReal?.(found.slice(kept.length)) === false) return found;
      kinds.add(kind);
      return kept + mask;
    });
  }
  if (line.length <= longestLine) {
    clean = clean.replace(keyName, (found: string, before: string, value: string) => {
      if (!looksRandom(value)) return found;
      kinds.add('a key');
      return before + mask;
    });
  }
  if (kinds.size === 0) return { text: line, kinds: [] };
  const rest = clean.replace(/[A-Za-z0-9+/=_-]{20,}/g, (word) => (looksRandom(word) ? mask : word));
  return { text: rest, kinds: [...kinds] };
}

/** A line of base64 and nothing else but what quotes it. */
const blockLine = /^[\s"'`+,>#*/|-]*[A-Za-z0-9+/=]{60,80}(?:\\[rn])*["'`+,;.\s\\]*$/;
const shortBlockLine = /^[\s"'`+,>#*/|-]*[A-Za-z0-9+/=]{2,80}(?:\\[rn])*["'`+,;.\s\\]*$/;
const headerLine =
  /^[\s"'`+>#*/|-]*(?:(?:Proc-Type|DEK-Info|Comment|Version|Subject|X-Proc)[\w-]*: .*)?(?:\\[rn])*["'`+,;\s\\]*$/;
const hexLine = /^[\s"'`+,]*[0-9a-fA-F]+["'`+,;\s\\]*$/;

/** What stands in the place of each line of private keys, by index; of keys whose first or last lines were cut off too. */
function hiddenLines(written: readonly string[], lines: readonly (Line | undefined)[]): ReadonlyMap<number, string> {
  const hidden = new Map<number, string>();
  const hide = (index: number): void => {
    const line = written[index] ?? '';
    hidden.set(index, line.slice(0, line.length - line.trimStart().length) + mask);
  };
  let run = 0;
  for (const [index, line] of lines.entries()) {
    if (line?.begins) hideFrom(index, line.begins);
    if (line?.ends === true && !line.begins) {
      for (let above = index - 1; above >= 0 && isOfBlock(written[above] ?? ''); above -= 1) hide(above);
      if (hidden.has(index - 1)) hide(index);
    }
    run = line?.isBlock === true ? run + 1 : 0;
    if (run === 2) hide(index - 1);
    if (run >= 2) hide(index);
  }
  return hidden;

  function hideFrom(first: number, { at, isFollowed }: NonNullable<Line['begins']>): void {
    let last = first;
    if (lines[first]?.ends !== true) while (isOfBlock(written[last + 1] ?? '')) last += 1;
    // The mark alone is code that reads or writes keys.
    if (last === first && !isFollowed) return;
    hidden.set(first, (written[first] ?? '').slice(0, at) + mask);
    for (let index = first + 1; index <= last; index += 1) hide(index);
  }
}

function isBlockLine(line: string): boolean {
  return line.length >= 60 && line.length <= 160 && blockLine.test(line) && !hexLine.test(line);
}

/** Part of a key: base64, of which the last line may be short, or a header. */
function isOfBlock(line: string): boolean {
  if (line === '' || line.length > 300) return false;
  return shortBlockLine.test(line) || (line.includes(':') && headerLine.test(line));
}

/** Whether a word is nothing that a person would think of: letters and digits mixed, and hardly one twice. */
function looksRandom(word: string): boolean {
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

/** Bits for a character, by how often each is there. */
function entropy(word: string): number {
  const counts = new Map<string, number>();
  for (const character of word) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / word.length) * Math.log2(count / word.length);
  return bits;
}
