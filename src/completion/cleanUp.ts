import { type Hole, lineBefore, lineBehind } from './hole';
import { isInsidePair, naturalEnd, type Shape } from './shape';

export interface RawCompletion {
  readonly text: string;
  /** The model had ended by itself; otherwise its last line may be cut in the middle. */
  readonly whole: boolean;
}

type Rule = (text: string, hole: Hole, shape: Shape) => string;

/** In this order: what a model says around the code goes first, then what the file has already. */
const rules: readonly Rule[] = [
  withoutThinking,
  withoutMarks,
  withoutFence,
  withoutChatter,
  withoutEcho,
  withoutExtraSpace,
  upToNaturalEnd,
  withoutNextLines,
  withoutSuffix,
  withoutRepetition,
  withoutTrailingSpace,
  withBraceOnItsOwnLine,
];

/** From what a model wrote to what is shown, with `\n` as line end; empty when nothing is worth showing. Pure. */
export function cleanUp(raw: RawCompletion, hole: Hole, shape: Shape): string {
  let text = raw.text.replaceAll('\r\n', '\n');
  if (!raw.whole) text = withoutHalfLine(text, shape);
  for (const rule of rules) text = rule(text, hole, shape);
  return text.trim() === '' ? '' : text;
}

/** Nobody wants half a word: of a block that was cut only its whole lines stay. */
function withoutHalfLine(text: string, shape: Shape): string {
  const border = text.lastIndexOf('\n');
  if (shape === 'block' && border > 0) return text.slice(0, border);
  return shape === 'block' || !text.includes('\n') ? text.replace(/[\p{L}\p{N}_]+$/u, '') : text;
}

function withoutThinking(text: string): string {
  return text.replace(/^\s*<think(?:ing)?>[\s\S]*?(?:<\/think(?:ing)?>\s*|$)/i, '');
}

function withoutMarks(text: string): string {
  const open = text.search(/<COMPLETION>/i);
  const inner = open < 0 ? text : text.slice(open + '<COMPLETION>'.length);
  return inner
    .replace(/<\/COMPLETION>[\s\S]*$/i, '')
    .replace(/<COMPLETION>|\{\{FILL_HERE\}\}/gi, '')
    .replace(
      /(?:<\|(?:fim_\w+|endoftext|file_sep|im_end|end_of_text)\|>|<fim[_-]\w+>|<\/s>|<EOT>|\[(?:PREFIX|SUFFIX|MIDDLE)\])[\s\S]*$/,
      '',
    );
}

/** Takes the code out of a fence, wherever in the answer it stands; a fence that the file itself writes is left. */
function withoutFence(text: string, hole: Hole): string {
  if (hole.languageId === 'markdown') return text;
  const fenced = /(?:^|\n)[ \t]*(```|~~~)[\w+#.-]*[ \t]*\n([\s\S]*?)(?:(?<=\n)[ \t]*\1[\s\S]*|$)/.exec(text);
  if (fenced) return (fenced[2] ?? '').replace(/\n$/, '');
  return text.replace(/\n?[ \t]*(?:```|~~~)\s*$/, '');
}

const chatter =
  /^\s*(?:sure|certainly|of course|okay|here(?:'s| is| are)|the (?:completion|missing code|code)|this (?:code|completes|will)|i(?:'ll| will| have)|to complete)\b[^\n]*(?::|\.|!)[ \t]*(?:\n+|$)/i;

function withoutChatter(text: string): string {
  const code = text.replace(chatter, '');
  return code.replace(
    /\n\n(?:this|note|explanation|here|the (?:above|code)|i(?:'ve| have)|in this)\b[^\n{}();=]*[.:!](?:\n[\s\S]*)?$/i,
    '',
  );
}

/** Some models write the line, or the last lines, from their beginning again. */
function withoutEcho(text: string, hole: Hole): string {
  const line = lineBefore(hole);
  const body = text.replace(/^\n/, '');
  if (line.trim() !== '' && body.startsWith(line)) return body.slice(line.length);
  const trimmed = line.trimStart();
  if (trimmed.length >= 4 && body.trimStart().startsWith(trimmed)) return body.trimStart().slice(trimmed.length);
  const lines = hole.prefix.split('\n').slice(-3).join('\n');
  return lines.trim().length >= 12 && body.startsWith(lines) ? body.slice(lines.length) : text;
}

/** The cursor stands behind a space or in an indentation already. */
function withoutExtraSpace(text: string, hole: Hole): string {
  const line = lineBefore(hole);
  if (line.trim() === '' && line !== '') {
    const body = text.replace(/^\n+/, '');
    const indent = /^[ \t]*/.exec(body)?.[0] ?? '';
    return indent.startsWith(line) ? body.slice(line.length) : body.slice(indent.length);
  }
  if (line === '') return text.replace(/^\n+/, '');
  return /\s$/.test(line) ? text.replace(/^[ \t]+/, '') : text;
}

function upToNaturalEnd(text: string, hole: Hole, shape: Shape): string {
  // A line of its own behind the last one tells that it is whole.
  const end = naturalEnd(`${text}\n`, hole, shape);
  return end === undefined ? text : text.slice(0, end);
}

/** Lines that stand below the cursor already are not written a second time. */
function withoutNextLines(text: string, hole: Hole): string {
  const next = hole.suffix
    .slice(lineBehind(hole).length)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, 3);
  const [first] = next;
  if (first === undefined) return text;
  const trimmed = next.map((line) => line.trim());
  const lines = text.split('\n');
  const at = lines.findIndex(
    (line, index) => index > 0 && isSameLine(line, first) && followsOn(lines.slice(index), trimmed),
  );
  return at < 0 ? text : lines.slice(0, at).join('\n');
}

/** Which block a line closes is told by its indentation alone. */
function isSameLine(line: string, other: string): boolean {
  const closes = /^(?:\W+$|[)\]}]|end\b|fi$|done$|esac$)/.test(other.trim());
  return closes ? line.trimEnd() === other.trimEnd() : line.trim() === other.trim();
}

/** Closing brackets repeat in every file: alone they match only at the very end. */
function followsOn(lines: readonly string[], next: readonly string[]): boolean {
  const own = lines.map((line) => line.trim()).filter((line) => line !== '');
  if (own.length > next.length && !/\w/.test(next[0] ?? '')) return false;
  return own.every((line, index) => index >= next.length || line === next[index] || next[index]?.startsWith(line));
}

/** The end of the completion that the line has behind the cursor already. */
function withoutSuffix(text: string, hole: Hole): string {
  const behind = lineBehind(hole).trimEnd();
  if (behind === '') return text;
  const firstLine = text.split('\n')[0] ?? '';
  for (let length = Math.min(behind.length, firstLine.length); length > 0; length -= 1) {
    const shared = behind.slice(0, length);
    const rest = firstLine.slice(0, -length);
    if (firstLine.endsWith(shared) && isBorder(behind, length) && !closesOwn(rest, shared)) return rest;
  }
  return text;
}

/** A bracket that the completion has opened is its own to close. */
function closesOwn(rest: string, shared: string): boolean {
  return ['()', '[]', '{}', '<>'].some(([open = '', close = '']) => {
    return shared.includes(close) && rest.split(open).length > rest.split(close).length;
  });
}

/** One shared letter is chance; one shared bracket is not. */
function isBorder(behind: string, length: number): boolean {
  return length >= 3 || length === behind.length || !/\w/.test(behind.slice(0, length));
}

/** A model that goes round in circles is cut where it begins to. */
function withoutRepetition(text: string): string {
  const lines = text.split('\n');
  for (let index = 1; index < lines.length; index += 1) {
    const line = lines[index]?.trim() ?? '';
    const same = line.length > 3 && line === lines[index - 1]?.trim() && line === lines[index + 1]?.trim();
    if (same) return lines.slice(0, index).join('\n');
  }
  const looped = /^([\s\S]*?)([\s\S]{4,80}?)\2{3,}/.exec(text.slice(0, 2_000));
  return looped && (looped[2] ?? '').trim() !== '' ? `${looped[1] ?? ''}${looped[2] ?? ''}` : text;
}

function withoutTrailingSpace(text: string): string {
  return text.replace(/\s+$/, '');
}

/** A block that is written between `{` and `}` of one line pushes the brace, with what follows it, to a line below. */
function withBraceOnItsOwnLine(text: string, hole: Hole): string {
  if (!text.includes('\n') || !isInsidePair(hole)) return text;
  const indent = /^\s*/.exec(lineBefore(hole))?.[0] ?? '';
  const lines = text.split('\n');
  const last = lines.at(-1) ?? '';
  const closesBlock = last.startsWith(`${indent}}`);
  return `${(closesBlock ? lines.slice(0, -1) : lines).join('\n')}\n${indent}`;
}
