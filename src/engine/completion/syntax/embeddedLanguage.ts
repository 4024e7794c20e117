import type { CursorContext } from '../api/cursorContext';
import { hasTrait } from './languages/languages';

/** The part of a file around the cursor, and its language. A component has scripts and styles in other languages. */
export interface LanguageRegion {
  readonly languageId: string;
  /** Offset in the prefix. */
  readonly from: number;
}

/** The whole file where it has no other languages in it. */
export function regionOf({ prefix, suffix, languageId }: CursorContext): LanguageRegion {
  if (!hasTrait(languageId, 'components')) return { languageId, from: 0 };
  const last = [...prefix.matchAll(/<(\/?)(script|style)\b[^<>]*>/g)].at(-1);
  if (last) {
    const [tag, closes = '', name = ''] = last;
    return closes === ''
      ? { languageId: languageOf(name, tag), from: last.index + tag.length }
      : { languageId, from: 0 };
  }
  const frontMatter = hasTrait(languageId, 'front-matter') && /^---\n/.test(prefix) && !/\n---\s*\n/.test(prefix);
  if (frontMatter) return { languageId: 'typescript', from: 4 };
  // The prefix may begin within a script.
  const next = /<(\/?)(script|style|template)\b[^<>]*>/.exec(suffix);
  return next?.[1] === '/' ? { languageId: languageOf(next[2] ?? '', ''), from: 0 } : { languageId, from: 0 };
}

function languageOf(name: string, tag: string): string {
  if (name === 'style') return /lang=["']?(?:scss|less|sass)/.test(tag) ? 'scss' : 'css';
  return name === 'template' ? 'html' : 'typescript';
}
