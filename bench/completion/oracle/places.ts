import { Draws } from '../../simulation/draws';
import { hashOfText } from '../typing/model/keyed';
import type { Source } from './corpus/source';
import { type Pending, TypedLine } from './editor/autoClosing';
import { indentationOf } from './editor/indentation';
import type { Tokenizer } from './editor/tokens';
import type { Place, PlaceKind, Standing } from './place';

/** How many places of each kind a line has at most. */
const perLine: readonly (readonly [PlaceKind, number])[] = [
  ['end', 2],
  ['rest', 2],
  ['lines', 2],
  ['margin', 1],
  ['pair', 3],
  ['mark', 1],
  ['mid', 4],
];

const truthLines = 10;
const truthCharacters = 480;
const mostMissing = 6;

/** What begins a comment, a list item or a heading on a line. */
const marks = /^[ \t]*(?:\/\/[/!]? ?|\/\*\*? ?|\* ?|#+ ?|;+ ?|--+ ?|[-*+] |\d+\. |<!-- ?|"""|\(\*\*? ?|> )/;

type Spot = Pick<Place, 'prefix' | 'truth' | 'standing' | 'after'> & { readonly column: number };

/** The places of a file: on each of so many of its lines up to fifteen, the same for the same seed. */
export function placesOf(source: Source, tokenizer: Tokenizer, seed: number, lines: number): readonly Place[] {
  return new Places(source, tokenizer).on(lines, seed);
}

class Places {
  private readonly states;
  private readonly indentation;

  constructor(
    private readonly source: Source,
    private readonly tokenizer: Tokenizer,
  ) {
    this.states = tokenizer.states(source.lines);
    this.indentation = indentationOf(source.lines);
  }

  on(count: number, seed: number): readonly Place[] {
    const { lines, path } = this.source;
    const draws = new Draws(seed, hashOfText(path));
    const candidates = [...lines.keys()].filter((line) => /\w/.test(lines[line] ?? ''));
    for (let at = candidates.length - 1; at > 0; at -= 1) {
      const other = Math.floor(draws.uniform() * (at + 1));
      [candidates[at], candidates[other]] = [candidates[other] ?? 0, candidates[at] ?? 0];
    }
    const chosen = candidates.slice(0, count).sort((a, b) => a - b);
    return chosen.flatMap((line) => {
      const own = new Draws(seed, hashOfText(path), line);
      return perLine.flatMap(([kind, most]) => this.ofKind(kind, line, most, own));
    });
  }

  private ofKind(kind: PlaceKind, line: number, most: number, draws: Draws): readonly Place[] {
    const found = new Map<string, Place>();
    for (let tries = 0; tries < most * 3 && found.size < most; tries += 1) {
      const spot = this.spot(kind, line, draws);
      // Where only marks are missing, to show nothing is as good.
      if (!spot || !/[\p{L}\p{N}]/u.test(spot.truth) || isAmbiguous(spot)) continue;
      found.set(`${spot.column} ${spot.truth}`, this.placeAt(kind, line, spot));
    }
    return [...found.values()];
  }

  private placeAt(kind: PlaceKind, line: number, { column, ...spot }: Spot): Place {
    const { path, languageId } = this.source;
    const isText = (at: number, offset: number): boolean => this.isText(at, Math.max(0, offset));
    const below = spot.truth.split('\n').length - 1;
    const isInText = [0, column - 1, column].some((at) => isText(line, at));
    const isProse = languageId === 'markdown' || languageId === 'html' || isInText;
    const hasText = Array.from({ length: below }, (_, index) => isText(line + 1 + index, 0)).includes(true);
    return { kind, path, languageId, line: line + 1, ...spot, indentation: this.indentation, isProse, hasText };
  }

  private spot(kind: PlaceKind, line: number, draws: Draws): Spot | undefined {
    const text = this.line(line);
    const indent = /^\s*/.exec(text)?.[0].length ?? 0;
    switch (kind) {
      case 'end': {
        const column = draws.chance(0.5) ? indent : this.border(text, indent, draws);
        const truth = this.from(line, column, truthLines).slice(0, truthCharacters);
        return { column, prefix: this.upTo(line, column), truth, standing: [], after: '' };
      }
      case 'rest': {
        const column = this.border(text, indent + 1, draws);
        return column < text.length ? this.cut(line, column, 1) : undefined;
      }
      case 'lines':
      case 'margin':
        if (kind === 'margin' && indent === 0) return undefined;
        return this.lines(line, kind === 'margin' ? 0 : indent, 1 + Math.floor(draws.uniform() * mostMissing));
      case 'mark': {
        const mark = marks.exec(text)?.[0].length;
        return mark === undefined ? undefined : this.typed(line, mark, true);
      }
      case 'pair': {
        const column = this.border(text, indent + 1, draws);
        // Nobody waits for an answer between the three quotes of one.
        if (/^(["'`])\1\1/.test(text.slice(column - 1)) || /^(["'`])\1\1/.test(text.slice(column - 2)))
          return undefined;
        return this.typed(line, column, false);
      }
      case 'mid': {
        const column = this.border(text, indent, draws);
        const end = this.border(text, column + 1, draws);
        if (end >= text.length || end <= column) return undefined;
        const truth = text.slice(column, end);
        const isInText = this.isText(line, column) && this.isText(line, Math.max(0, column - 1));
        if (!isBalanced(truth) || (isInText && /["'`]/.test(truth))) return undefined;
        return {
          column,
          prefix: this.upTo(line, column),
          truth,
          standing: [],
          after: text.slice(end) + this.below(line),
        };
      }
    }
  }

  /** Whole lines, but none that begin or end a string or a comment of several lines, whose other end would be left. */
  private lines(line: number, column: number, count: number): Spot | undefined {
    const isWhole = this.isText(line, 0) === (line + count < this.source.lines.length && this.isText(line + count, 0));
    return isWhole ? this.cut(line, column, count) : undefined;
  }

  /** Some lines from a column on are missing. */
  private cut(line: number, column: number, count: number): Spot {
    const last = Math.min(line + count, this.source.lines.length) - 1;
    const truth = this.from(line, column, count).trimEnd();
    return { column, prefix: this.upTo(line, column), truth, standing: [], after: this.below(last) };
  }

  /** A line was typed up to a column. */
  private typed(line: number, column: number, isMark: boolean): Spot | undefined {
    const typing = new TypedLine((text) => this.typesAt(line, text));
    typing.type(this.line(line).slice(0, column));
    const { pending } = typing;
    if (pending.length === 0) return isMark ? this.cut(line, column, 1) : undefined;
    const truth = this.from(line, column, truthLines);
    const standing = this.standingIn(truth, line, column, pending);
    if (!standing) return undefined;
    const end = truth.indexOf('\n', (standing.at(-1)?.at ?? 0) + (standing.at(-1)?.close.length ?? 0));
    const missing = end < 0 ? truth : truth.slice(0, end);
    const after = this.below(line + missing.split('\n').length - 1);
    return { column, prefix: this.upTo(line, column), truth: missing, standing, after };
  }

  /** Where the truth has what the editor has closed; undefined where it closes something of it elsewhere or never. */
  private standingIn(
    truth: string,
    line: number,
    column: number,
    pending: readonly Pending[],
  ): readonly Standing[] | undefined {
    const found: Standing[] = [];
    const typing = new TypedLine((text) => this.typesAt(line, text));
    typing.type(this.line(line).slice(0, column));
    const [first = ''] = truth.split('\n');
    let left = typing.pending.length;
    for (let index = 0; index < first.length && left > 0; index += 1) {
      const own = typing.pending.length - left;
      const close = pending[found.length]?.close ?? '';
      // Only single characters are typed over: the editor leaves what ends a comment to the person.
      if (close.length > 1 && own === 0 && first.startsWith(close.trim(), index)) {
        found.push({ close, at: index });
        if (found.length < pending.length) return undefined;
        return found;
      }
      typing.type(first.charAt(index));
      if (own > 0 || typing.pending.length >= left) continue;
      found.push({ close, at: index });
      left -= 1;
    }
    // What stands on a later line must be the first that closes there.
    let from = first.length;
    for (const { close } of pending.slice(found.length)) {
      const at = closingBelow(truth, close.trim(), from, this.lineIndent(line));
      if (at === undefined) return undefined;
      found.push({ close, at });
      from = at + close.trim().length;
    }
    return found;
  }

  private lineIndent(line: number): string {
    return /^\s*/.exec(this.line(line))?.[0] ?? '';
  }

  private border(text: string, from: number, draws: Draws): number {
    // Between words and marks, but not within `...` or `<=`.
    const borders = [...text.matchAll(/\b|(?<=(\W))(?!\1|=)(?=\W)/g)].map(({ index }) => index);
    const own = borders.filter((at) => at >= from && at < text.length);
    return own[Math.floor(draws.uniform() * own.length)] ?? text.length;
  }

  private typesAt(line: number, text: string): ReturnType<Tokenizer['typesIn']> {
    return this.tokenizer.typesIn(text, this.states[line] ?? null);
  }

  /** Whatever the editor takes it for. */
  private isText(line: number, offset: number): boolean {
    return this.tokenizer.isText(this.line(line), this.states[line] ?? null, offset);
  }

  private line(line: number): string {
    return this.source.lines[line] ?? '';
  }

  private upTo(line: number, column: number): string {
    return [...this.source.lines.slice(0, line), this.line(line).slice(0, column)].join('\n');
  }

  private from(line: number, column: number, count: number): string {
    return this.source.lines
      .slice(line, line + count)
      .join('\n')
      .slice(column);
  }

  private below(line: number): string {
    return this.source.lines
      .slice(line + 1)
      .map((each) => `\n${each}`)
      .join('');
  }
}

/** The line below is the same as the first that is missing, so that nobody can tell which of them is. */
function isAmbiguous({ prefix, truth, after }: Spot): boolean {
  const first = prefix.slice(prefix.lastIndexOf('\n') + 1) + (truth.split('\n', 1)[0] ?? '');
  const below = /^\s*\n\s*(\S[^\n]*)/.exec(after)?.[1];
  return below !== undefined && below.trim() === first.trim();
}

/** Whether no pair is parted: nobody deletes one half of it to have the other completed. */
function isBalanced(text: string): boolean {
  const plain = text.replace(/[-=]>|[<>]=| [<>]{1,3} /g, '');
  const count = (mark: string): number => plain.split(mark).length - 1;
  const quotes = ['"', "'", '`'].every((quote) => count(quote) % 2 === 0);
  return quotes && ['()', '[]', '{}', '<>'].every(([open = '', close = '']) => count(open) === count(close));
}

/** On a line that begins with it at the indentation of the line where it was opened, as editors put it there. */
function closingBelow(truth: string, close: string, from: number, indent: string): number | undefined {
  const isHere = new RegExp(`\\n${indent} ?(?=${close.replace(/[^\w\s]/g, '\\$&')})`, 'g');
  isHere.lastIndex = from;
  // Right behind the closing text of another one.
  if (from > 0 && truth.startsWith(close, from)) return from;
  const match = isHere.exec(truth);
  return match ? match.index + match[0].length : undefined;
}
