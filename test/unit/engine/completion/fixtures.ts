import type { CursorContext } from '../../../../src/engine/completion/api/cursorContext';

const cursorMark = '█';

/** The context of the cursor mark in a file. */
export function at(
  file: string,
  more: Partial<Pick<CursorContext, 'path' | 'languageId' | 'indentation'>> = {},
): CursorContext {
  const [prefix = '', suffix = '', ...rest] = file.split(cursorMark);
  if (rest.length > 0 || !file.includes(cursorMark)) throw new Error('One cursor, please.');
  return { prefix, suffix, path: 'src/sum.ts', languageId: 'typescript', ...more };
}
