import assert from 'node:assert/strict';
import fc from 'fast-check';
import { postprocess } from '../../../../../src/engine/completion/postprocess/postprocess';
import type { CursorContext } from '../../../../../src/engine/completion/api/cursorContext';
import { BlockTrimmer } from '../../../../../src/engine/completion/postprocess/blockTrimmer';
import { noSyntax } from '../../../../../src/engine/completion/syntax/syntax';
import { at } from '../fixtures';

function shown(file: string, text: string, more: Partial<CursorContext> & { readonly whole?: boolean } = {}): string {
  const { whole = true, ...place } = more;
  const cursor = at(file, place);
  return new BlockTrimmer(noSyntax).present(postprocess({ text, whole }, cursor), cursor, 'auto')?.text ?? '';
}

type Case = readonly [what: string, file: string, written: string, shown: string, more?: Parameters<typeof shown>[2]];

const groups: Readonly<Record<string, readonly Case[]>> = {
  'text around the code': [
    ['a fence', 'x = █', '```ts\n1;\n```', '1;'],
    ['a fence with words before and after it', 'x = █', 'Here is the code:\n\n```\n1;\n```\nIt sets x.', '1;'],
    ['a fence that was not closed', 'x = █', '```ts\n1;', '1;'],
    ['a fence of tildes', 'x = █', '~~~js\n1;\n~~~', '1;'],
    ['the end of a fence alone', 'x = █', '1;\n```', '1;'],
    ['a fence with nothing in it', 'x = █', '```ts\n```', ''],
    ['a fence that belongs to the file', '█', '```ts\n1;\n```', '```ts\n1;\n```', { languageId: 'markdown' }],
    ['marks', 'x = █', '<COMPLETION>1;</COMPLETION>', '1;'],
    ['marks without the last, which was a stop sequence', 'x = █', 'Sure.\n<COMPLETION>1;', '1;'],
    ['marks around a fence', 'x = █', '<COMPLETION>\n```ts\n1;\n```\n</COMPLETION>', '1;'],
    ['marks around nothing', 'x = █', '<COMPLETION></COMPLETION>', ''],
    ['the mark of the cursor', 'x = █', '{{FILL_HERE}}1;', '1;'],
    ['thoughts', 'x = █', '<think>\nOne?\n</think>\n1;', '1;'],
    ['thoughts without an end', 'x = █', '<think>\nOne? Or tw', '', { whole: false }],
    ['a greeting', 'x = █', "Sure, here's the missing code:\n1;", '1;'],
    ['a remark behind it', '{\n  █', 'a();\n\nThis calls a.', 'a();'],
    ['a name that only begins like a remark', '{\n  █', 'note(a);', 'note(a);'],
  ],
  'special tokens as text': [
    ['of Qwen', 'x = █', '1;<|endoftext|>y', '1;'],
    ['of StarCoder', 'x = █', '1;<fim_prefix>y', '1;'],
    ['of SantaCoder', 'x = █', '1;<fim-pad>y', '1;'],
    ['of CodeLlama', 'x = █', '1; <EOT>', '1;'],
    ['of Codestral', 'x = █', '1;[SUFFIX]y', '1;'],
  ],
  'an echo of the prefix': [
    ['the line again', 'const x = █', 'const x = 1;', '1;'],
    ['the line again without its indentation', '{\n  const x = █', 'const x = 1;', '1;'],
    [
      'the last lines again',
      'const a = 1;\nconst b = 2;\n█',
      'const a = 1;\nconst b = 2;\nconst c = 3;',
      'const c = 3;',
    ],
    ['the space again', 'return █', ' a;', 'a;'],
    ['a space that is not there yet', 'return█', ' a;', ' a;'],
    ['the indentation again', '{\n    █', '    a();\n    b();', 'a();\n    b();'],
    ['tabs again', '{\n\t█', '\ta();\n\tb();', 'a();\n\tb();'],
    ['an empty line again', '{\n  █', '\n  a();', 'a();'],
    ['the first line break of a block', 'function f() {█', '\n  a();\n}', '\n  a();\n}'],
  ],
  'a brace that the editor closed by itself': [
    ['stands on a line of its own', 'function f() {█}', '\n  return 1;\n}', '\n  return 1;\n'],
    ['also when the model left it out', 'function f() {█}', '\n  return 1;', '\n  return 1;\n'],
    ['at its own depth', '  on(() => {█});', '\n    a();\n  });\nb();', '\n    a();\n  '],
    ['is not the brace of an inner block', 'if (a) {█}', '\n  if (b) {\n  }', '\n  if (b) {\n  }\n'],
    ['stays where it is behind one line', 'const f = () => { █ };', 'return 1; };', 'return 1;'],
  ],
  'a repetition of the suffix': [
    ['the bracket', 'f(█)', 'a)', 'a'],
    ['the bracket and the semicolon', 'f(█);', 'a, b);', 'a, b'],
    ['the quote and the bracket', 'f("█")', 'a")', 'a'],
    ['a bracket of its own', 'f(█)', 'g(a)', 'g(a)'],
    ['a bracket of its own and the one behind', 'f(█)', 'g(a))', 'g(a)'],
    ['only the outer of two', 'f(g(█))', 'h(a)))', 'h(a)'],
    ['an index of its own', '[█]', 'a[0]', 'a[0]'],
    ['a type argument of its own', 'new Map<█>()', 'string, Set<string>', 'string, Set<string>'],
    ['the rest of the line', 'const █ = 1;', 'total = 1;', 'total'],
    ['one letter by chance', 'f(█a)', 'data', 'data'],
    ['the next line', '{\n  █\n  return a;\n}', 'const a = 1;\n  return a;\n}', 'const a = 1;'],
    ['the closing bracket below', 'function f() {█\n}', '\n  a();\n}', '\n  a();'],
    ['a closing bracket of an inner block', 'function f() {█\n}', '\n  if (a) {\n  }', '\n  if (a) {\n  }'],
    ['the end of an inner block', 'def f; each do█\nend', '\n  if a\n  end', '\n  if a\n  end'],
    ['inner and outer bracket', 'function f() {█\n}', '\n  if (a) {\n  }\n}', '\n  if (a) {\n  }'],
  ],
  'the end of the text': [
    ['one line in the middle of a statement', 'return █', 'a;\nb;\nc;', 'a;'],
    ['one block where a block begins', 'function f() {█', '\n  a();\n}\n\nfunction g() {}', '\n  a();\n}'],
    ['where a model repeats itself', '{\n  █', 'abc();\n  abc();\n  abc();\n  abc();', 'abc();'],
    ['where a model repeats itself within a line', 'x = █', 'one, one, one, one, one, one', 'one,'],
    ['before half a line of a block', '{\n  █', 'a();\n  b(', 'a();', { whole: false }],
    ['before half a word of a line', 'x = █', 'one + tw', 'one +', { whole: false }],
    ['before white space', 'x = █', '1;  \n', '1;'],
  ],
  'an invisible character': [
    ['ends it before its line', '{\n  █', 'a();\n  b(); // \u202e c', 'a();'],
    ['leaves nothing of its own line', 'x = █', 'a\u200b + b;', ''],
    ['an isolate, a filler, a tag', 'x = █', 'a/*\u2066*/ + \u3164 + "\u{e0041}"', ''],
    [
      'is no joiner that a script or an emoji needs',
      'x = █',
      '"می\u200cخواهم 👩\u200d👧 ❤\ufe0f";',
      '"می\u200cخواهم 👩\u200d👧 ❤\ufe0f";',
    ],
  ],
  'line ends and nothing': [
    ['of Windows', 'function f() {█', '\r\n  a();\r\n}', '\n  a();\n}'],
    ['nothing', 'x = █', '', ''],
    ['white space', '{\n  █', ' \n \n', ''],
    ['text that stands there already', 'f(█)', ')', ''],
  ],
};

describe('postprocess', () => {
  for (const [group, cases] of Object.entries(groups)) {
    describe(group, () => {
      for (const [what, file, written, expected, more] of cases) {
        it(what, () => assert.equal(shown(file, written, more), expected));
      }
    });
  }

  const piece = fc.oneof(
    fc.constantFrom('```ts\n', '\n```\n', '<COMPLETION>', '</COMPLETION>', '<think>', '</think>\n', '{{FILL_HERE}}'),
    fc.constantFrom(
      '\n',
      '\r\n',
      '  ',
      '\t',
      '{',
      '}',
      '(',
      ')',
      ');',
      'return a;',
      'if (a) {',
      'Sure:\n',
      '<|im_end|>',
    ),
    fc.string({ maxLength: 6 }),
  );
  const written = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
  const file = fc.tuple(written, written).map(([before, behind]) => `${before}█${behind}`);

  it('only removes text, and leaves no carriage return, mark or blank end', () => {
    fc.assert(
      fc.property(file, written, fc.boolean(), (place, raw, whole) => {
        // Tokens that the file itself contains are code there.
        const text = shown(place.replaceAll('\r', '').replaceAll('<|im_end|>', ''), raw, { whole });
        // A tab may become spaces, since the document decides on indentation.
        assert.ok(text.replace(/\s/g, '').length <= raw.replace(/\s/g, '').length);
        // A space counts where code stands right behind it.
        const [, behind = ''] = place.split('█');
        if (/^(?:[\s)\]};,.:]|$)/.test(behind)) assert.equal(text, text.trimEnd());
        assert.doesNotMatch(text, /\n\s*$/);
        assert.doesNotMatch(text, /\r\n|COMPLETION>|FILL_HERE|<\|im_end/);
      }),
    );
  });

  it('keeps more lines than are shown at once, and no space behind them', () => {
    const raw = { text: 'a();\n\n  b();\n}\n  \n', whole: true };
    assert.equal(postprocess(raw, at('function f() {\n  █\n}')), 'a();\n\n  b();');
    assert.equal(postprocess(raw, at('function f() {\n  █')), 'a();\n\n  b();\n}');
  });

  it('takes the same code out of every wrapping', () => {
    const code = fc.stringMatching(/^[a-z]{1,8}\([a-z]{0,5}\);$/);
    const wrap = fc.constantFrom<(code: string) => string>(
      (text) => `\`\`\`ts\n${text}\n\`\`\``,
      (text) => `<COMPLETION>${text}</COMPLETION>`,
      (text) => `<COMPLETION>\n\`\`\`\n${text}\n\`\`\`\n</COMPLETION>`,
      (text) => `<think>Hm.</think>\n${text}`,
      (text) => `Here is the code:\n${text}`,
      (text) => `x = ${text}`,
    );
    fc.assert(fc.property(code, wrap, (text, wrapped) => assert.equal(shown('x = █', wrapped(text)), text)));
  });
});
