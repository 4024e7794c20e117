import type { LanguageFacts } from '../api/languageFacts';
import { escapeRegExp } from './escapeRegExp';
import type { BlockComment, LexicalRules } from './languages/language';
import { languages } from './languages/languages';
import { unknown } from './languages/lexicalStyles';

/** What ends each block comment, of all languages. */
export const commentEnds = new Map<string, string>(
  [...languages.values()].flatMap(({ lexical }) => lexical?.blockComments ?? []),
);

/** 1 for the ASCII characters at which something may begin or end; a scan passes over the others. */
export const special = new Uint8Array(128);
markSpecial('\n()[]{}"\'`\\/*#<-$;%!|=');

function markSpecial(text: string): void {
  for (const character of text) if (character.charCodeAt(0) < 128) special[character.charCodeAt(0)] = 1;
}

/** Rules of languages that only the editor's extensions know, from their configurations. */
const learned = new Map<string, { readonly facts: LanguageFacts; readonly rules: LexicalRules }>();

/** From now on a language that is not in our table is read as the editor's extensions describe it. */
export function learnLexicalRules(languageId: string, facts: LanguageFacts): void {
  if (languages.get(languageId)?.lexical || learned.get(languageId)?.facts === facts) return;
  const rules = rulesFrom(facts);
  learned.set(languageId, { facts, rules });
  markSpecial(facts.lineComment ?? '');
  for (const [open, close] of rules.blockComments) {
    commentEnds.set(open, close);
    markSpecial(open + close);
  }
}

function rulesFrom({ lineComment, blockComment, autoClosingPairs }: LanguageFacts): LexicalRules {
  const quotes = ['"', "'", '`'].filter((quote) =>
    autoClosingPairs.some(({ open, close }) => open === quote && close === quote),
  );
  return {
    ...unknown,
    lineComment:
      lineComment === undefined || lineComment === '' ? undefined : new RegExp(escapeRegExp(lineComment), 'y'),
    blockComments: blockComment && isFree(blockComment) ? [blockComment] : [],
    // A configuration without pairs says nothing about quotes.
    quotes: autoClosingPairs.length > 0 ? quotes.join('') : unknown.quotes,
  };
}

/** One mark cannot have two ends, since a scan knows the end of a comment by its beginning alone. */
function isFree([open, close]: BlockComment): boolean {
  return open !== '' && close !== '' && (commentEnds.get(open) ?? close) === close;
}

/** The rules that most languages share where the language is not known. */
export function lexicalRulesOf(languageId: string): LexicalRules {
  return languages.get(languageId)?.lexical ?? learned.get(languageId)?.rules ?? unknown;
}
