import type { LanguageFacts } from '../../api/languageFacts';

export type BlockComment = readonly [open: string, close: string];

/** How a language writes comments and strings, as far as a suggestion has to know. */
export interface LexicalRules {
  /** Sticky. */
  readonly lineComment: RegExp | undefined;
  readonly blockComments: readonly BlockComment[];
  /** Characters that begin and end a string. */
  readonly quotes: string;
  /** Three quotes in a row begin a string over several lines. */
  readonly tripleQuotes: boolean;
  /** A string in `"` or `'` may go over the line's end. */
  readonly longStrings: boolean;
  /** `'` encloses one character only. */
  readonly hasCharacters: boolean;
  readonly hereDocuments: boolean;
  /**
   * A `'` after a word or a bracket begins no string: it is a prime, a transposition, the base of a number, an
   * apostrophe.
   */
  readonly hasPrimes: boolean;
  /** What may stand right before a `'` that begins a string, such as `f` or `rb`. */
  readonly prefixes: RegExp | undefined;
}

/** What sets a language apart from most others. */
export type Trait =
  /** Blocks end by indentation alone. */
  | 'indented-blocks'
  /** A statement at the margin leaves every block, as in Python. */
  | 'statements-leave-blocks'
  /** Blocks end with a word such as `end`. */
  | 'end-words'
  /** `def`, `if` and the like open a block at the end of their line, without a bracket or a word after them. */
  | 'bare-block-headers'
  /** Few blocks end with a bracket, so that two equal lines at different columns are of different blocks. */
  | 'few-brackets'
  /** Nothing but forms in brackets. */
  | 'forms'
  /** `if`, `define` and the like of the C preprocessor. */
  | 'preprocessor'
  /** `..` is an operator. */
  | 'ranges'
  /** `$` begins a variable. */
  | 'dollar-variables'
  /** `@` begins a variable, and may be followed by another `@`. */
  | 'at-variables'
  /** `#` begins a selector or a color. */
  | 'hash-names'
  /** `)` ends a pattern that nothing opens. */
  | 'case-patterns'
  /** The lines of a recipe begin with a tab. */
  | 'recipes'
  /** Documentation stands between commands that begin with `=`. */
  | 'pod'
  /** Items of a list begin with `-`. */
  | 'dash-items'
  /** Items of a list may stand at the column of their key. */
  | 'level-items'
  /** A value may be a text of several lines below its key. */
  | 'text-values'
  /** No code has backticks. */
  | 'no-backticks'
  | 'json'
  /** Headings begin with `#`, and fences hold code. */
  | 'markdown'
  /** Tags and entities are code. */
  | 'markup'
  /** Scripts and styles in other languages are parts of a file. */
  | 'components'
  /** A script stands between `---` at the beginning of a file. */
  | 'front-matter'
  /** Documents, and code that is written in sentences. */
  | 'prose';

/** Files of one family often use one another. */
export type LanguageFamily = 'javascript' | 'c' | 'css';

/** What is known of a language without its VS Code configuration. What is absent is as in most languages. */
export interface Language {
  readonly lexical?: LexicalRules;
  /** As the configurations that come with VS Code and with the language's usual extension have it. */
  readonly facts?: LanguageFacts;
  /** Name of its tree-sitter grammar. */
  readonly grammar?: string;
  readonly family?: LanguageFamily;
  readonly traits?: readonly Trait[];
}

/** VS Code language ids, separated by spaces, and what is known of each of them. */
export type LanguageRow = readonly [languageIds: string, language: Language];
