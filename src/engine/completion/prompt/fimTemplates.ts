import type { FimSnippet } from '../../model/request/request';
import { toComment } from './commentLines';
import { fimFamilies, type FimFamily } from './fimFamilies';
import type { CursorContext } from '../api/cursorContext';

/** A raw prompt in the tokens of a model family, with its stop sequences. */
export interface FilledTemplate {
  readonly prompt: string;
  readonly stop: readonly string[];
}

/**
 * The hole in the tokens of the model's family, the most useful snippet nearest to it. Undefined where the family is
 * not known, or the text of the hole contains tokens of the family: these cannot be escaped. Snippets with such tokens
 * are left out.
 */
export function fillTemplate(
  model: string,
  hole: CursorContext,
  snippets: readonly FimSnippet[],
): FilledTemplate | undefined {
  const family = familyOf(model);
  if (!family || hasMarks(family, hole.prefix, hole.suffix, hole.path)) return undefined;
  const clean = snippets.filter(({ path, text }) => !hasMarks(family, path, text)).reverse();
  return { prompt: promptOf(family, hole, clean), stop: family.marks };
}

/**
 * Snippets as text before the prefix, for hosts without another place for them: in the format of the family, or else as
 * comments. Empty without snippets, or where the language has no comments.
 */
export function snippetHeader(model: string, hole: CursorContext, snippets: readonly FimSnippet[]): string {
  const family = familyOf(model);
  const clean = snippets.filter(({ path, text }) => !family || !hasMarks(family, path, text)).reverse();
  return headerOf(family, hole, clean);
}

/** Whether the text of the hole contains tokens of the model's family. False for an unknown family. */
export function looksMarked(model: string, { prefix, suffix, path }: CursorContext): boolean {
  const family = familyOf(model);
  return family !== undefined && hasMarks(family, prefix, suffix, path);
}

function familyOf(model: string): FimFamily | undefined {
  const name = model.toLowerCase();
  return fimFamilies.find(({ pattern }) => pattern.test(name));
}

function promptOf(family: FimFamily, hole: CursorContext, snippets: readonly FimSnippet[]): string {
  if (snippets.length === 0) return family.fill(hole);
  if (family.fillAmong) return family.fillAmong(hole, snippets);
  return family.fill({ ...hole, prefix: headerOf(family, hole, snippets) + hole.prefix });
}

function headerOf(family: FimFamily | undefined, hole: CursorContext, snippets: readonly FimSnippet[]): string {
  if (snippets.length === 0) return '';
  if (family?.header) return family.header(hole, snippets);
  const comments = snippets.flatMap(({ path, text }) => toComment(hole.languageId, `Path: ${path}\n${text}`) ?? []);
  return comments.length === 0 ? '' : `${comments.join('')}${toComment(hole.languageId, `Path: ${hole.path}`) ?? ''}`;
}

function hasMarks({ marks }: FimFamily, ...texts: readonly string[]): boolean {
  return texts.some((text) => marks.some((mark) => text.includes(mark)));
}
