import type { LanguageFacts } from '../../api/languageFacts';
import { braceLanguages } from './braceLanguages';
import { documentLanguages } from './documentLanguages';
import { usualFacts } from './editorFacts';
import { functionalLanguages } from './functionalLanguages';
import type { Language, Trait } from './language';
import { scriptLanguages } from './scriptLanguages';

/** All that is known of languages without their VS Code configurations, by VS Code language id. */
export const languages: ReadonlyMap<string, Language> = new Map(
  [...braceLanguages, ...scriptLanguages, ...functionalLanguages, ...documentLanguages].flatMap(
    ([languageIds, language]) => languageIds.split(' ').map((id) => [id, language] as const),
  ),
);

export function hasTrait(languageId: string, trait: Trait): boolean {
  return languages.get(languageId)?.traits?.includes(trait) ?? false;
}

/** What is known of a language without its configuration; the same object each time. */
export function languageFactsOf(languageId: string): LanguageFacts {
  return languages.get(languageId)?.facts ?? usualFacts;
}

/** Whether files of the two languages often use one another. */
export function areRelated(a: string, b: string): boolean {
  const family = languages.get(a)?.family;
  return a === b || (family !== undefined && family === languages.get(b)?.family);
}
