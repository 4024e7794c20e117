import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { CursorContext } from '../../../../../src/engine/completion/api/cursorContext';
import type { Multiline, RawCompletion } from '../../../../../src/engine/completion/api/trimmer';
import type { Suggestion } from '../../../../../src/engine/completion/api/suggestion';
import { at } from '../fixtures';

export interface GoldenCase {
  readonly name: string;
  readonly cursor: CursorContext;
  readonly raw: RawCompletion;
  readonly multiline: Multiline;
  /** Undefined where nothing is shown. */
  readonly shown: Suggestion | undefined;
  /** Indentation alone is not enough. */
  readonly needsSyntax: boolean;
}

/** From the root of the project, since the test may run from a bundle. */
const folder = 'test/unit/engine/completion/golden';

/** All cases by file. Throws on an invalid case. */
export function goldenCases(): ReadonlyMap<string, readonly GoldenCase[]> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.txt'));
  return new Map(files.map((file) => [file.replace('.txt', ''), read(readFileSync(path.join(folder, file), 'utf8'))]));
}

function read(text: string): readonly GoldenCase[] {
  const [head = '', ...parts] = text.split(/^=== /m);
  const language = /^language: (\S+)$/m.exec(head)?.[1];
  let file = '';
  return parts.map((part) => {
    const [title = '', ...lines] = part.replace(/\n+$/, '').split('\n');
    const [name = '', ...options] = title.split(' | ');
    const match = /^([\s\S]*?)--- raw\n([\s\S]*?)\n?--- (?:after\n([\s\S]*)|nothing)$/.exec(lines.join('\n'));
    if (!match || !language) throw new Error(`The case "${title}" is not well written.`);
    const [, ownFile = '', raw = '', after] = match.map((each: string | undefined) =>
      each?.replaceAll('␉', '\t').replaceAll('␠', ' '),
    );
    if (ownFile !== '') file = ownFile.replace(/\n$/, '');
    const languageId = options.find((option) => option.startsWith('lang='))?.slice(5) ?? language;
    const cursor = at(file, { languageId, ...indentationOf(options) });
    return {
      name,
      cursor,
      raw: { text: options.includes('crlf') ? raw.replaceAll('\n', '\r\n') : raw, whole: !options.includes('cut') },
      multiline: options.find((option) => option === 'never' || option === 'always') ?? 'auto',
      shown: after === undefined ? undefined : shownIn(after, cursor, title),
      needsSyntax: options.includes('syntax'),
    };
  });
}

function indentationOf(options: readonly string[]): Pick<CursorContext, 'indentation'> {
  if (options.includes('tabs')) return { indentation: { insertSpaces: false, size: 4 } };
  const spaces = options.find((option) => option.startsWith('spaces='));
  return spaces === undefined ? {} : { indentation: { insertSpaces: true, size: Number(spaces.slice(7)) } };
}

function shownIn(after: string, { prefix, suffix }: CursorContext, title: string): Suggestion {
  const [before, rest = ''] = after.split('⟦');
  const [text = '', behind] = rest.split('⟧');
  if (before !== prefix || behind === undefined || !suffix.endsWith(behind)) {
    throw new Error(`The case "${title}" changes the file.`);
  }
  return { text, replaces: suffix.length - behind.length };
}
