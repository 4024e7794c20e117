import { closedBrackets, dashes, factsWith, outsideStrings, percentSign, semicolon } from './editorFacts';
import type { LanguageRow } from './language';
import { cLike, dashed, functional, parenthesisStar, percent, slashStar } from './lexicalStyles';

const dashFacts = factsWith(dashes, ...closedBrackets, ...outsideStrings('"'));
const haskell = { ...functional, lineComment: /--/y, blockComments: [['{-', '-}']] } as const;
const ml = { ...functional, lineComment: undefined, blockComments: [parenthesisStar] };
const lisp = { ...cLike, lineComment: /;/y, blockComments: [['#|', '|#']], quotes: '"', longStrings: true } as const;
const semicolonFacts = factsWith(semicolon, ...closedBrackets, ...outsideStrings('"'));

/** Functional and logic languages, and those that write their comments as they do. */
export const functionalLanguages: readonly LanguageRow[] = [
  ['haskell', { lexical: haskell, facts: dashFacts, traits: ['indented-blocks', 'ranges'] }],
  ['elm purescript', { lexical: haskell, facts: dashFacts }],
  ['idris', { lexical: haskell }],
  ['lean lean4', { lexical: { ...functional, lineComment: /--/y, blockComments: [['/-', '-/']] }, facts: dashFacts }],
  ['vhdl ada', { lexical: { ...dashed, hasCharacters: true, blockComments: [] }, facts: dashFacts }],
  [
    'ocaml sml coq',
    { lexical: ml, facts: factsWith({ blockComment: ['(*', '*)'] }, ...closedBrackets, ...outsideStrings('"')) },
  ],
  ['ocaml.interface', { lexical: ml }],
  [
    'fsharp',
    { lexical: { ...functional, blockComments: [parenthesisStar], tripleQuotes: true }, traits: ['indented-blocks'] },
  ],
  ['reason rescript', { lexical: { ...functional, blockComments: [slashStar] } }],
  ['lisp commonlisp scheme racket clojure', { lexical: lisp, facts: semicolonFacts, traits: ['forms'] }],
  ['elisp emacs-lisp fennel janet', { lexical: lisp, traits: ['forms'] }],
  ['asm nasm autohotkey', { facts: semicolonFacts }],
  ['erlang prolog', { lexical: percent, facts: factsWith(percentSign, ...closedBrackets, ...outsideStrings('"')) }],
];
