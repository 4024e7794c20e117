import * as l10n from '@vscode/l10n';
import { partOf, type ReleasedText } from '../../privacy/release';
import { mask } from '../../privacy/secretText';

/** What the user can send along by mentioning it, in the order of the picker. */
export const mentionKinds = [
  'file',
  'folder',
  'symbol',
  'selection',
  'editors',
  'problems',
  'changes',
  'commit',
  'terminal',
  'codebase',
  'page',
] as const;
export type MentionKind = (typeof mentionKinds)[number];

/** `rules`: instructions of the workspace, which go along by themselves. `command`: what a command of the chat asks for in full. */
export const attachmentKinds = [...mentionKinds, 'rules', 'command'] as const;
export type AttachmentKind = (typeof attachmentKinds)[number];

/** Text that goes with a prompt, as it was when the prompt was sent. */
export interface Attachment {
  readonly kind: AttachmentKind;
  /**
   * What it is of, as the user knows it. A file: relative to the workspace, or the bare name of one outside it. Else the title of a
   * commit, an address, the name of a terminal.
   */
  readonly path: string;
  /** Of a symbol, or of a command: "/fix". */
  readonly name?: string;
  readonly languageId: string;
  readonly lines: LineSpan;
  readonly text: ReleasedText;
  /** Kinds of secrets that were masked in it; none where absent. */
  readonly masked?: readonly string[];
  /** It is the file that the user worked in. */
  readonly isCurrent?: boolean;
  /** The mention that brought it with others, for people: "Folder src/parser". */
  readonly of?: string;
}

/** Which lines of a text are meant; lines count from 1 and both ends belong to it. */
export interface LineSpan {
  readonly first: number;
  readonly last: number;
  /** Lines of the whole text. */
  readonly total: number;
  /** Not everything that was meant fits: the file or selection is longer, or its only line was cut. */
  readonly cut: boolean;
}

/** Characters of one attachment at most, about eleven thousand tokens. */
const maxAttachmentChars = 40_000;

/** The text of a document, read by line so that a huge one is never copied whole. Lines count from 0. */
export interface LineReader {
  readonly lineCount: number;
  lengthOf(line: number): number;
}

/**
 * The largest run of whole lines of [first, last] around `centre` that stays within `limit` characters; lines count from
 * 0 in the arguments. A centre line that is too long alone is taken all the same: its text is cut by `clip`.
 */
export function spanWithin(
  reader: LineReader,
  range: { readonly first: number; readonly last: number; readonly centre: number },
  limit = maxAttachmentChars,
): LineSpan {
  const centre = Math.min(Math.max(range.centre, range.first), range.last);
  let first = centre;
  let last = centre;
  let size = reader.lengthOf(centre) + 1;
  let up = true;
  let down = true;
  while (up || down) {
    up = up && first > range.first && size + reader.lengthOf(first - 1) + 1 <= limit;
    if (up) {
      first -= 1;
      size += reader.lengthOf(first) + 1;
    }
    down = down && last < range.last && size + reader.lengthOf(last + 1) + 1 <= limit;
    if (down) {
      last += 1;
      size += reader.lengthOf(last) + 1;
    }
  }
  const cut = first > range.first || last < range.last || size > limit + 1;
  return { first: first + 1, last: last + 1, total: reader.lineCount, cut };
}

/** Text cut to the limit, without half a character at the end. */
export function clip(text: ReleasedText, limit = maxAttachmentChars): ReleasedText {
  if (text.length <= limit) return text;
  return partOf(text, 0, /[\uD800-\uDBFF]/.test(text.charAt(limit - 1)) ? limit - 1 : limit);
}

/** The attachment with these lines of its text alone; they count from 0, and both ends belong to them. */
export function linesOf(
  attachment: Attachment,
  { first, last }: { readonly first: number; readonly last: number },
): Attachment {
  const { lines, text } = attachment;
  const all = text.split('\n');
  const charsIn = (some: readonly string[]): number => some.reduce((sum, line) => sum + line.length + 1, 0);
  const start = charsIn(all.slice(0, first));
  const end = start + charsIn(all.slice(first, last + 1));
  const part = partOf(text, start, end);
  const { masked, ...rest } = attachment;
  return {
    ...rest,
    lines: { ...lines, first: lines.first + first, last: lines.first + last },
    text: part,
    ...(masked && part.includes(mask) ? { masked } : {}),
  };
}

/** "whole file, 120 lines", "lines 10 to 20 of 120", with a note when something is left out. For people. */
export function describeSpan({ first, last, total, cut }: LineSpan): string {
  if (first === last) {
    return cut
      ? l10n.t('line {0} of {1}, cut because it is large', first, total)
      : l10n.t('line {0} of {1}', first, total);
  }
  if (first === 1 && last === total) return l10n.t('whole file, {0} lines', total);
  return cut
    ? l10n.t('lines {0} to {1} of {2}, cut because it is large', first, last, total)
    : l10n.t('lines {0} to {1} of {2}', first, last, total);
}

/** What is part of a file, or one. The lines of all else are those of a text that was made for the prompt. */
const ofFiles: ReadonlySet<AttachmentKind> = new Set(['file', 'selection', 'symbol', 'rules', 'codebase']);

/** The description of an attachment for the user: "whole file, 120 lines", and that secrets were masked in it. */
export function describeAttachment({
  kind,
  lines,
  masked = [],
}: Pick<Attachment, 'kind' | 'lines' | 'masked'>): string {
  const isWhole = !lines.cut && lines.first === 1 && lines.last === lines.total;
  const span = isWhole && !ofFiles.has(kind) ? countOf(lines.total) : describeSpan(lines);
  return masked.length === 0 ? span : l10n.t('{0}; masked: {1}', span, masked.join(', '));
}

function countOf(lines: number): string {
  return lines === 1 ? l10n.t('1 line') : l10n.t('{0} lines', lines);
}
