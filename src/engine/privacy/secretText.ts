import { keyForms } from './keys/keyForms';
import { looksRandom } from './keys/randomness';

/** A text in which secrets are masked, with as many lines as it had. */
export interface Masked {
  readonly text: string;
  /** The kinds of masked secrets, each once, as in "an AWS access key". */
  readonly kinds: readonly string[];
}

/** Stands for a secret. */
export const mask = '***';

/** Characters below which a line holds no form of a key. */
const shortestLineChars = 12;

/** The kind of a line, independent of the surrounding lines. */
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
const maxKnownLines = 50_000;
/** UTF-16 units; longer lines are looked at each time. */
const longestKnownLine = 1_000;
const known = new Map<string, Line | undefined>();

/**
 * Masks known forms of keys, private key blocks, and values that look random next to a name that points to a secret. Takes
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
  if (text.length < shortestLineChars) return undefined;
  if (text.length > longestKnownLine) return look(text);
  const before = known.get(text);
  if (before !== undefined || known.has(text)) return before;
  if (known.size >= maxKnownLines) known.clear();
  const line = look(text);
  known.set(text, line);
  return line;
}

const keyLabel = String.raw`(?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)? ?-{4,5}`;
const beginsKey = new RegExp(`-{4,5} ?BEGIN ${keyLabel}|^Private-Lines: \\d+`);
const endsKey = new RegExp(`-{4,5} ?END ${keyLabel}`);

function look(text: string): Line | undefined {
  const marks = text.includes('----') || text.startsWith('Private-Lines:');
  if (!marks && !mayHoldSecret(text)) return undefined;
  const masked = mayHoldSecret(text) ? withoutForms(text) : { text, kinds: [] };
  const begin = marks ? beginsKey.exec(text) : undefined;
  const following = begin ? text.slice(begin.index + begin[0].length) : '';
  const isBlock = isBlockLine(text);
  if (!marks && !isBlock && masked.kinds.length === 0) return undefined;
  return {
    clean: masked.text,
    kinds: masked.kinds,
    begins: begin ? { at: begin.index, isFollowed: /[A-Za-z0-9+/=]{16}/.test(following) } : undefined,
    ends: marks && endsKey.test(text),
    isBlock,
  };
}

/** Cheap: most lines of code have no digit, or no word that is long enough. */
function mayHoldSecret(text: string): boolean {
  if (/pass|pwd|psk|bindpw|IDENTIFIED|requirepass|masterauth/i.test(text)) return true;
  if (!/\d|:\/\/|_auth=|Basic |Bearer /.test(text)) return false;
  return /[\w+/=.~@:!$%^&*-]{16}|SECRET|TOKEN|KEY|\s-[a-z]/.test(text);
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
  if (kinds.size === 0) return { text: line, kinds: [] };
  const rest = clean.replace(/[A-Za-z0-9+/=_-]{20,}/g, (word) => (looksRandom(word) ? mask : word));
  return { text: rest, kinds: [...kinds] };
}

/** A line of base64 alone, perhaps in quotes. */
const blockLine = /^[\s"'`+,>#*/|-]*[A-Za-z0-9+/=]{60,80}(?:\\[rn])*["'`+,;.\s\\]*$/;
const shortBlockLine = /^[\s"'`+,>#*/|-]*[A-Za-z0-9+/=]{2,80}(?:\\[rn])*["'`+,;.\s\\]*$/;
const wideBlockLine = /^[\s"'`+,>#*/|-]*[A-Za-z0-9+/=]{200,}(?:\\[rn])*["'`+,;.\s\\]*$/;
const headerLine =
  /^[\s"'`+>#*/|-]*(?:(?:Proc-Type|DEK-Info|Comment|Version|Subject|X-Proc)[\w-]*: .*)?(?:\\[rn])*["'`+,;\s\\]*$/;
const hexLine = /^[\s"'`+,]*[0-9a-fA-F]+["'`+,;\s\\]*$/;

/** Maximum number of lines of a key without a visible beginning or end; more lines are data. */
const longestRunLines = 60;

/** Characters of a key that is all on one line. */
const longestKeyLineChars = 10_000;

/** How base64 of images, fonts, archives and documents begins. */
const publicContent =
  /^[\s"'`+,>#*/|-]*(?:iVBORw0KGgo|\/9j\/|R0lGOD|UklGR|PHN2Zy|JVBERi|PD94bWw|PCFET0|UEsDB|H4sI|d09G|AAEAAA|T2dnUw|SUQz|Qk[01]|YnBsaXN0|MII[A-Za-z0-9+/]{2}(?:CC|DC|TC)A)/;

/** The replacement of each line of private keys, by index, also of keys with missing first or last lines. */
function hiddenLines(written: readonly string[], lines: readonly (Line | undefined)[]): ReadonlyMap<number, string> {
  const hidden = new Map<number, string>();
  const hide = (index: number): void => {
    const line = written[index] ?? '';
    hidden.set(index, line.slice(0, line.length - line.trimStart().length) + mask);
  };
  let run = 0;
  const endRun = (end: number): void => {
    if (run >= 2 && run <= longestRunLines && !isPublic(end - run))
      for (let at = end - run; at < end; at += 1) hide(at);
    run = 0;
  };
  for (const [index, line] of lines.entries()) {
    if (line?.begins) hideFrom(index, line.begins);
    if (line?.ends === true && !line.begins) {
      for (let above = index - 1; above >= 0 && isOfBlock(written[above] ?? ''); above -= 1) hide(above);
      if (hidden.has(index - 1)) hide(index);
    }
    if (line?.isBlock === true) run += 1;
    else endRun(index);
  }
  endRun(lines.length);
  return hidden;

  /** A certificate, an image and the like. */
  function isPublic(first: number): boolean {
    const before = written[first - 1] ?? '';
    return (/-{4,5} ?BEGIN /.test(before) && !beginsKey.test(before)) || publicContent.test(written[first] ?? '');
  }

  function hideFrom(first: number, { at, isFollowed }: NonNullable<Line['begins']>): void {
    let last = first;
    if (lines[first]?.ends !== true) while (isOfBlock(written[last + 1] ?? '', longestKeyLineChars)) last += 1;
    // The mark alone is code that reads or writes keys.
    if (last === first && !isFollowed) return;
    hidden.set(first, (written[first] ?? '').slice(0, at) + mask);
    for (let index = first + 1; index <= last; index += 1) hide(index);
  }
}

function isBlockLine(line: string): boolean {
  return line.length >= 60 && line.length <= 160 && blockLine.test(line) && !hexLine.test(line);
}

/** Part of a key: a header, or base64 with a possibly short last line. */
function isOfBlock(line: string, longest = 300): boolean {
  if (line === '' || line.length > longest) return false;
  return (
    (line.length > 300 ? wideBlockLine : shortBlockLine).test(line) || (line.includes(':') && headerLine.test(line))
  );
}
