import type { Hole } from '../../../src/completion/hole';

const cursor = '█';

/** The hole at the mark in a file. */
export function at(file: string, more: Partial<Pick<Hole, 'path' | 'languageId' | 'indentation'>> = {}): Hole {
  const [prefix = '', suffix = '', ...rest] = file.split(cursor);
  if (rest.length > 0 || !file.includes(cursor)) throw new Error('One cursor, please.');
  return { prefix, suffix, path: 'src/sum.ts', languageId: 'typescript', ...more };
}
