import { nothing, partOf, type ReleasedText } from '../../privacy/release';
import { prefixBudgetChars, suffixBudgetChars } from '../api/cursorContext';
import type { Snippet } from '../api/completionContext';
import type { SnippetCandidate } from './snippetCandidates';
import { type ContextDocument, type OpenDocuments, overlaps, type LineRange } from './documents';

/** Characters of all snippets, and of one. Each route cuts the prompt further. */
const maxSnippetsChars = 6_000;
const maxSnippetChars = 2_000;

/** Lines that the cursor may move before the next selection. */
export const selectionReachLines = 30;

export interface SelectedSnippets {
  readonly region: LineRange;
  readonly snippet: Snippet;
}

/**
 * Texts of the candidates in their order, as many as fit. Without those that overlap `without`, and without equal
 * texts.
 */
export function selectSnippets(
  candidates: readonly SnippetCandidate[],
  documents: OpenDocuments,
  without: LineRange,
): readonly SelectedSnippets[] {
  const selected: SelectedSnippets[] = [];
  const texts = new Set<string>();
  let roomChars = maxSnippetsChars;
  for (const candidate of candidates) {
    if (overlaps(candidate, without)) continue;
    const document = candidate.text === undefined ? documents.find(candidate.document) : undefined;
    const path = candidate.path ?? document?.path;
    const release = document?.release(document.text(candidate.first, candidate.end));
    const text = cutToFit(candidate.text ?? release?.text ?? nothing, maxSnippetChars);
    if (path === undefined || text === '' || texts.has(text) || text.length + path.length > roomChars) continue;
    roomChars -= text.length + path.length;
    texts.add(text);
    const { document: id, first, end } = candidate;
    selected.push({ region: { document: id, first, end }, snippet: { path, text, masked: release?.masked ?? [] } });
  }
  return selected;
}

/** The lines that prefix and suffix contain, now and at any place the cursor may reach before the next selection. */
export function shownAround(document: ContextDocument, line: number): LineRange {
  const far = linesWithin(document, line, prefixBudgetChars, -1);
  const near = linesWithin(document, line, suffixBudgetChars, 1);
  return { document: document.id, first: line - far - selectionReachLines, end: line + near + selectionReachLines + 1 };
}

/** Lines from `line` upwards or downwards that the characters cover; the last may be covered in part. */
function linesWithin(document: ContextDocument, line: number, characters: number, step: 1 | -1): number {
  let rest = characters;
  let lines = 0;
  for (let at = line; rest > 0 && at >= 0 && at < document.lineCount; at += step) {
    rest -= document.text(at, at + 1).length + 1;
    lines += 1;
  }
  return lines;
}

/** Whole lines within the limit, without empty lines around them. */
function cutToFit(text: ReleasedText, limit: number): ReleasedText {
  const start = /^(?:[^\S\n]*\n)+/.exec(text)?.[0].length ?? 0;
  const end = text.trimEnd().length;
  if (end <= start) return nothing;
  if (end - start <= limit) return partOf(text, start, end);
  const border = text.lastIndexOf('\n', start + limit);
  return border < start ? nothing : partOf(text, start, text.slice(0, border).trimEnd().length);
}
