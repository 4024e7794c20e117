/** What a language tells the editor of closing brackets and quotes. */
export interface LanguageConfiguration {
  /** Opening and closing text, and where the editor does not close it: `s` in strings, `c` in comments. */
  readonly pairs: readonly (readonly [open: string, close: string, notIn?: string])[];
}

const usual: LanguageConfiguration = {
  pairs: [
    ['{', '}'],
    ['[', ']'],
    ['(', ')'],
    ['"', '"', 's'],
    ["'", "'", 'sc'],
  ],
};

/** Without a `'`. */
const withoutApostrophes: LanguageConfiguration = {
  pairs: [
    ['{', '}'],
    ['[', ']'],
    ['(', ')'],
    ['"', '"', 's'],
  ],
};

const javascriptLike: LanguageConfiguration = {
  pairs: [
    ['${', '}'],
    ['{', '}'],
    ['[', ']'],
    ['(', ')'],
    ["'", "'", 'sc'],
    ['"', '"', 's'],
    ['`', '`', 'sc'],
    ['/**', ' */', 's'],
  ],
};

const cLike: LanguageConfiguration = {
  pairs: [
    ['[', ']'],
    ['{', '}'],
    ['(', ')'],
    ["'", "'", 'sc'],
    ['"', '"', 's'],
    ['/*', '*/', 'sc'],
    ['/**', ' */', 's'],
  ],
};

const noQuotesInComments: LanguageConfiguration = {
  pairs: [
    ['{', '}'],
    ['[', ']'],
    ['(', ')'],
    ["'", "'", 'sc'],
    ['"', '"', 'sc'],
  ],
};

const withBackticks: LanguageConfiguration = {
  pairs: [
    ['{', '}'],
    ['[', ']'],
    ['(', ')'],
    ['"', '"', 's'],
    ["'", "'", 's'],
    ['`', '`', 's'],
  ],
};

const cssLike: LanguageConfiguration = {
  pairs: [
    ['{', '}', 'sc'],
    ['[', ']', 'sc'],
    ['(', ')', 'sc'],
    ['"', '"', 'sc'],
    ["'", "'", 'sc'],
  ],
};

const quotesEverywhere: LanguageConfiguration = {
  pairs: [
    ['{', '}'],
    ['[', ']'],
    ['(', ')'],
    ['"', '"'],
    ["'", "'"],
  ],
};

const jsonLike: LanguageConfiguration = {
  pairs: [
    ['{', '}', 's'],
    ['[', ']', 's'],
    ['(', ')', 's'],
    ["'", "'", 's'],
    ['"', '"', 'sc'],
    ['`', '`', 'sc'],
  ],
};

const noQuotesInStrings: LanguageConfiguration = {
  pairs: [
    ['{', '}'],
    ['[', ']'],
    ['(', ')'],
    ['"', '"', 's'],
    ["'", "'", 's'],
  ],
};

/** `autoClosingPairs` of VS Code 1.139's own languages, and below those of extensions. */
export const languageConfigurations: Readonly<Record<string, LanguageConfiguration>> = {
  javascript: javascriptLike,
  javascriptreact: javascriptLike,
  typescript: javascriptLike,
  typescriptreact: javascriptLike,
  python: {
    pairs: [
      ['{', '}'],
      ['[', ']'],
      ['(', ')'],
      ['"', '"', 's'],
      ['r"', '"', 'sc'],
      ['R"', '"', 'sc'],
      ['u"', '"', 'sc'],
      ['U"', '"', 'sc'],
      ['f"', '"', 'sc'],
      ['F"', '"', 'sc'],
      ['b"', '"', 'sc'],
      ['B"', '"', 'sc'],
      ["'", "'", 'sc'],
      ["r'", "'", 'sc'],
      ["R'", "'", 'sc'],
      ["u'", "'", 'sc'],
      ["U'", "'", 'sc'],
      ["f'", "'", 'sc'],
      ["F'", "'", 'sc'],
      ["b'", "'", 'sc'],
      ["B'", "'", 'sc'],
      ['`', '`', 's'],
    ],
  },
  c: cLike,
  cpp: cLike,
  csharp: noQuotesInComments,
  java: {
    pairs: [
      ['{', '}'],
      ['[', ']'],
      ['(', ')'],
      ['"', '"', 's'],
      ["'", "'", 's'],
      ['/**', ' */', 's'],
    ],
  },
  go: {
    pairs: [
      ['{', '}'],
      ['[', ']'],
      ['(', ')'],
      ['`', '`', 's'],
      ['"', '"', 's'],
      ["'", "'", 'sc'],
    ],
  },
  rust: withoutApostrophes,
  ruby: withBackticks,
  php: {
    pairs: [
      ['{', '}', 's'],
      ['[', ']', 's'],
      ['(', ')', 's'],
      ["'", "'", 'sc'],
      ['"', '"', 'sc'],
      ['/**', ' */', 's'],
    ],
  },
  swift: withBackticks,
  html: {
    pairs: [
      ['{', '}'],
      ['[', ']'],
      ['(', ')'],
      ["'", "'"],
      ['"', '"'],
      ['<!--', '-->', 'sc'],
    ],
  },
  css: cssLike,
  scss: cssLike,
  less: cssLike,
  sql: {
    pairs: [
      ['{', '}'],
      ['[', ']'],
      ['(', ')'],
      ['"', '"', 's'],
      ["N'", "'", 'sc'],
      ["'", "'", 'sc'],
    ],
  },
  yaml: quotesEverywhere,
  json: jsonLike,
  jsonc: jsonLike,
  markdown: {
    pairs: [
      ['{', '}'],
      ['[', ']'],
      ['(', ')'],
      ['<', '>', 's'],
    ],
  },
  shellscript: withBackticks,
  makefile: noQuotesInComments,
  dockerfile: quotesEverywhere,
  clojure: withoutApostrophes,
  lua: noQuotesInStrings,
  perl: withBackticks,
  coffeescript: noQuotesInStrings,
  'objective-c': noQuotesInStrings,
  'objective-cpp': noQuotesInStrings,
  groovy: noQuotesInStrings,
  // From the extensions that bring these languages.
  vue: {
    pairs: [
      ['{', '}'],
      ['[', ']'],
      ['(', ')'],
      ["'", "'"],
      ['"', '"'],
      ['<!--', '-->', 'sc'],
      ['`', '`', 'sc'],
      ['/**', ' */', 's'],
    ],
  },
  svelte: {
    pairs: [
      ['{', '}'],
      ['[', ']'],
      ['(', ')'],
      ["'", "'"],
      ['"', '"'],
      ['`', '`'],
      ['<!--', '-->', 'sc'],
      ['/**', ' */', 's'],
    ],
  },
  astro: {
    pairs: [
      ['{', '}'],
      ['[', ']'],
      ['(', ')'],
      ["'", "'"],
      ['"', '"'],
      ['<!--', '-->', 'sc'],
      ['/**', ' */', 's'],
    ],
  },
  kotlin: usual,
  ocaml: withoutApostrophes,
  elm: withoutApostrophes,
  haskell: withoutApostrophes,
  proto3: usual,
  solidity: usual,
  toml: usual,
  lisp: withoutApostrophes,
  commonlisp: withoutApostrophes,
};
