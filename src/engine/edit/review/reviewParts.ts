import { estimateTokens, charactersOf } from '../../model/request/tokenEstimate';
import { diffHunks } from './diffHunks';

/** What is to be reviewed of one file: its changes as git prints them, or its lines. */
export interface ReviewedText {
  /** As the user knows it. */
  readonly path: string;
  readonly text: string;
  readonly form: 'diff' | 'code';
}

/** What is asked in one request. */
export interface ReviewPart {
  readonly texts: readonly ReviewedText[];
  /** Tokens, an estimate. */
  readonly tokens: number;
}

/** Tokens of one request at most: what is longer is read less carefully. */
export const maxReviewTokens = 14_000;

/** Tokens for what stands around a text. */
const aroundTokens = 16;

/**
 * Divides a review into requests of `budgetTokens` at most: by files in their order, a file that is larger by its hunks, and what is
 * larger than that by lines. Nothing is left out and nothing is asked twice. Pure.
 */
export function reviewParts(texts: readonly ReviewedText[], budgetTokens: number): readonly ReviewPart[] {
  const parts: { texts: ReviewedText[]; tokens: number }[] = [];
  for (const text of texts.flatMap((each) => piecesOf(each, budgetTokens))) {
    const tokens = tokensOf(text);
    const last = parts.at(-1);
    if (last && last.tokens + tokens <= budgetTokens) {
      last.texts.push(text);
      last.tokens += tokens;
    } else parts.push({ texts: [text], tokens });
  }
  return parts;
}

function tokensOf({ path, text }: ReviewedText): number {
  return estimateTokens(path) + estimateTokens(text) + aroundTokens;
}

function piecesOf(file: ReviewedText, budget: number): readonly ReviewedText[] {
  if (tokensOf(file) <= budget) return [file];
  const room = Math.max(Math.floor(charactersOf(budget - aroundTokens - estimateTokens(file.path))), 200);
  if (file.form === 'code') return joined(linesWithin(file.text, room), room, '').map((text) => ({ ...file, text }));
  const { head, hunks } = diffHunks(file.text);
  const pieces = hunks.flatMap(({ text }) => linesWithin(text, room - head.length - 1));
  return joined(pieces, room, head).map((text) => ({ ...file, text }));
}

/** As few texts as the room allows, each behind the head. */
function joined(pieces: readonly string[], roomChars: number, head: string): readonly string[] {
  const texts: string[] = [];
  let text = head;
  for (const piece of pieces) {
    if (text !== head && text.length + 1 + piece.length > roomChars) {
      texts.push(text);
      text = head;
    }
    text = text === '' ? piece : `${text}\n${piece}`;
  }
  return [...texts, text];
}

/** Whole lines together while they fit; a line that is longer alone. */
function linesWithin(text: string, roomChars: number): readonly string[] {
  const pieces: string[] = [];
  let piece: string | undefined;
  for (const line of text.split('\n')) {
    if (piece !== undefined && piece.length + 1 + line.length > roomChars) {
      pieces.push(piece);
      piece = undefined;
    }
    piece = piece === undefined ? line : `${piece}\n${line}`;
  }
  return piece === undefined ? pieces : [...pieces, piece];
}
