import type { CursorContext } from '../../../../src/engine/completion/api/cursorContext';

const cursor = '█';

/** The hole at the mark in a file. */
export function at(
  file: string,
  more: Partial<Pick<CursorContext, 'path' | 'languageId' | 'indentation'>> = {},
): CursorContext {
  const [prefix = '', suffix = '', ...rest] = file.split(cursor);
  if (rest.length > 0 || !file.includes(cursor)) throw new Error('One cursor, please.');
  return { prefix, suffix, path: 'src/sum.ts', languageId: 'typescript', ...more };
}
