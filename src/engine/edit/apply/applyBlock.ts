import { type Application, refused } from './application';
import type { CodeBlock } from './blocks/codeBlock';
import { isSamePath, pathInComment } from './blocks/pathHint';
import { applyCode } from './code/applyCode';
import { fileLines } from './lines/fileLines';
import { applyPatch } from './patch/applyPatch';
import { readPatch } from './patch/readPatch';
import { applySections } from './searchReplace/applySections';
import { readFindReplace } from './searchReplace/findReplace';
import { markerOf } from './searchReplace/markers';
import { readSearchReplace } from './searchReplace/searchReplace';

/** Whether a text has no error of syntax; undefined where its language is not known. Never rejects. */
export type SyntaxCheck = (text: string, languageId: string) => Promise<boolean | undefined>;

export interface ApplyInput {
  /** The whole text of the file; undefined where it does not exist. */
  readonly source: string | undefined;
  readonly block: CodeBlock;
  /** VS Code's name of the file's language. */
  readonly languageId: string;
  /** Without one, lines alone decide. */
  readonly isValid?: SyntaxCheck;
  readonly signal?: AbortSignal;
}

/** Longer files are not parsed: it would take seconds. */
const maxParsedChars = 1_000_000;

/** The text that the file has with the block applied, or why it was not. Rejects only when it is aborted. */
export async function applyBlock({ source, block, languageId, isValid, signal }: ApplyInput): Promise<Application> {
  signal?.throwIfAborted();
  const application = applied(source, block, languageId);
  if (application.type !== 'changed' || !isValid || source === undefined || source.length > maxParsedChars)
    return application;
  // An error that was not there before is a sign of a wrong place.
  const isBroken =
    (await isValid(application.text, languageId)) === false && (await isValid(source, languageId)) === true;
  signal?.throwIfAborted();
  return isBroken ? refused('breaks-syntax') : application;
}

function applied(source: string | undefined, block: CodeBlock, languageId: string): Application {
  if (!block.isClosed) return refused('cut-off');
  if (block.text.trim() === '') return refused('empty');
  const { lines } = fileLines(block.text);
  const sections = readFindReplace(lines) ?? readSearchReplace(lines);
  if (sections) {
    const files = new Set(sections.flatMap(({ path }) => path ?? []));
    return files.size > 1 ? refused('several-files') : applySections(source, sections);
  }
  if (hasMarkers(lines, source ?? '')) return refused('malformed');
  const patch = readPatch(lines, block.language);
  if (patch) return patch === 'several' ? refused('several-files') : applyPatch(source, patch);
  return applyCode(source, withoutPathComment(lines, block, source ?? ''), languageId);
}

/** Search/replace markers that make no section must not get into the file. */
function hasMarkers(lines: readonly string[], source: string): boolean {
  return lines.some((line) => (markerOf(line)?.kind ?? 'divider') !== 'divider' && !source.includes(line));
}

/** The lines of a block without the comment on top that names its file, where the file does not have it. */
function withoutPathComment(lines: readonly string[], { path }: CodeBlock, source: string): readonly string[] {
  const first = lines.findIndex((line) => line.trim() !== '');
  const named = pathInComment(lines[first] ?? '');
  const isLabel = named !== undefined && path !== undefined && isSamePath(named, path);
  return isLabel && !source.includes((lines[first] ?? '').trim()) ? lines.slice(first + 1) : lines;
}
