import assert from 'node:assert/strict';
import { type Application, applyBlock, type CodeBlock } from '../../../../../src/engine/edit';
import { keepsWhatItWasAskedTo } from '../../../../../src/engine/edit/apply/code/keepsWhatItWasAskedTo';

const source = [
  "import { a } from './a';",
  '',
  'class Box {',
  '  open() {',
  '    this.isOpen = true;',
  '    return this;',
  '  }',
  '',
  '  close() {',
  '    this.isOpen = false;',
  '    return this;',
  '  }',
  '}',
  '',
].join('\n');

const block = (text: string): CodeBlock => ({ language: '', text, isClosed: true });

const apply = (text: string, own = source): Promise<Application> =>
  applyBlock({ source: own, block: block(text), languageId: 'typescript' });

const changed = (from: string, to: string): Application => ({ type: 'changed', text: source.replace(from, to) });

describe('code that stands for a part of a file', () => {
  const marked =
    'class Box {\n  // ... existing code ...\n\n  close() {\n    this.isOpen = 0;\n    return this;\n  }\n}\n';
  const exact: readonly [what: string, text: string, application: Application][] = [
    ['a method', '  close() {\n    this.isOpen = 0;\n    return this;\n  }\n', changed('false', '0')],
    ['a method at the margin', 'close() {\n  this.isOpen = 0;\n  return this;\n}\n', changed('false', '0')],
    ['a class with a mark', marked, changed('false', '0')],
    ['a mark in another language', marked.replace('existing code', 'код'), changed('false', '0')],
    [
      'a new method at the end of a class',
      'class Box {\n  // ...\n\n  shake() {\n    return 1;\n  }\n}\n',
      changed('  }\n}\n', '  }\n\n  shake() {\n    return 1;\n  }\n}\n'),
    ],
    [
      'a new import above the rest',
      "import { a } from './a';\nimport { b } from './b';\n\n// ... rest of the file ...\n",
      changed("'./a';\n", "'./a';\nimport { b } from './b';\n"),
    ],
  ];
  for (const [what, text, application] of exact) {
    it(`is applied: ${what}`, async () => assert.deepEqual(await apply(text), application));
  }

  it('is the whole of a small file where it begins and ends alike and has all of its items, however much is new between', async () => {
    const price =
      'interface Item {\n  cents: number;\n}\n\nfunction total() {\n  let sum = 0;\n  for (const each of items) sum += each;\n  return sum;\n}\n\nfunction shown() {\n  return text;\n}\n';
    const text = price.replace(/ {2}let[^}]*/, '  return items.reduce(add, 0);\n').replace('text', 'html');
    assert.deepEqual(await apply(text, price), { type: 'changed', text });
  });

  const twins = 'class A {\n  run() {\n    start();\n  }\n}\n\nclass B {\n  run() {\n    start();\n  }\n}\n';
  it('is refused where it fits two places alike', async () => {
    const text = '// ...\n  run() {\n    start();\n    stop();\n  }\n// ...\n';
    assert.deepEqual(await apply(text, twins), { type: 'refused', reason: 'several-places' });
  });

  const list = ['{', '  one: 1,', '},', '{', '  two: 2,', '},', '{', '  four: 4,', '},', ''].join('\n');
  it('takes nothing away where its first lines stand there twice', async () => {
    const added = list.replace('{\n  four', '{\n  three: 3,\n},\n{\n  four');
    const text = '// ...\n},\n{\n  three: 3,\n},\n{\n  four: 4,\n// ...\n';
    assert.deepEqual(await apply(text, list), { type: 'changed', text: added });
  });

  it('is refused where it ends with a line that begins what the mark stands for, after new lines', async () => {
    const rest = '\nconst one = a;\n\nif (one)\n{\n  run();\n}\n\n/**\n * Two.\n */\nconst two = a;\n';
    for (const last of ['/**', '{']) {
      const text = `// ...\nimport { a } from './a';\nimport { b } from './b';\n\n${last}\n// ...\n`;
      const own = `import { z } from './z';\nimport { a } from './a';\n${rest}`;
      assert.equal((await apply(text, own)).type, 'refused');
    }
  });

  it('is a part, however much of the file it has, at the ends where it is torn out of something', async () => {
    const inside = source.slice(source.indexOf('  open()')).replace('true', '1');
    assert.deepEqual(await apply(inside), changed('true', '1'));
    const opened = `/*\n * A box.\n */\n${source}`;
    assert.deepEqual(await apply(source.slice(0, -2).replace('true', '1'), source), changed('true', '1'));
    // The comment may have gone from the top.
    assert.equal((await apply(source.slice(0, -2).replace('true', '1'), opened)).type, 'refused');
  });

  const refusals: readonly [what: string, text: string][] = [
    ['a class without its methods and without a mark', 'class Box {\n  close() {\n    this.isOpen = 0;\n  }\n}\n'],
    ['a method that the file does not have', 'shake() {\n  return 1;\n}\n'],
    ['a line that the file has twice', '    return this;\n  }\n'],
    ['a new method between two marks', 'class Box {\n  // ...\n  shake() {\n    return 1;\n  }\n  // ...\n}\n'],
    ['a mark within a line', 'class Box {\n  open() { return f(/* ... same ... */); }\n}\n'],
    ['a mark alone', '// ... existing code ...\n'],
  ];
  for (const [what, text] of refusals) {
    it(`is refused: ${what}`, async () => assert.equal((await apply(text)).type, 'refused'));
  }

  it('is refused where the file would not be valid any more, and was before', async () => {
    const input = { source, block: block(marked), languageId: 'typescript' };
    const isValid = (text: string): Promise<boolean> => Promise.resolve(text === source);
    assert.deepEqual(await applyBlock({ ...input, isValid }), { type: 'refused', reason: 'breaks-syntax' });
    assert.equal((await applyBlock({ ...input, isValid: () => Promise.resolve(false) })).type, 'changed');
  });

  it('takes a second for 100,000 lines, and no longer where all of them are equal', async () => {
    const lines = Array.from({ length: 100_000 }, (_, at) => `  call${at}(value);\n`).join('');
    const long = await apply('// ...\n  call500(value);\n  added(value);\n  call501(value);\n// ...\n', lines);
    assert.equal(long.type === 'changed' && long.text.length, lines.length + '  added(value);\n'.length);
    assert.equal((await apply('}\n'.repeat(1_000), '}\n'.repeat(100_000))).type, 'refused');
  }).timeout(20_000);
});

describe('a text that a model made of a file and a block', () => {
  const asked = block('  close() {\n    // ...\n    return 1;\n  }\n');
  const right = source.replace('false;\n    return this;', 'false;\n    return 1;');

  it('is what was asked for when it has the block and all else of the file', () => {
    assert.ok(keepsWhatItWasAskedTo(source, right, asked));
  });

  it('is not with something else in it, without a line of the block, or without something of the file', () => {
    assert.ok(!keepsWhatItWasAskedTo(source, `${right}extra();\n`, asked));
    assert.ok(!keepsWhatItWasAskedTo(source, source, asked));
    assert.ok(!keepsWhatItWasAskedTo(source, right.replace("import { a } from './a';\n", ''), asked));
  });

  it('is not where it takes away a declaration that the block does not have, beside a line of the block', () => {
    const whole = block('class Box {\n  close() {\n    this.isOpen = 0;\n    return this;\n  }\n}\n');
    const cut = source.replace(/ {2}open[^}]*\}\n\n/, '').replace('false', '0');
    assert.ok(!keepsWhatItWasAskedTo(source, cut, whole));
  });

  it('is what a section or a patch names, and takes away nothing else', () => {
    const section = block('<<<<<<< SEARCH\n    return that;\n  }\n=======\n    return 1;\n  }\n>>>>>>> REPLACE\n');
    assert.ok(!keepsWhatItWasAskedTo(source, right, section), 'it has another line there');
    const fitting = block(section.text.replace('that', 'this'));
    assert.ok(keepsWhatItWasAskedTo(source, right, fitting));
    assert.ok(!keepsWhatItWasAskedTo(source, right.replace('    this.isOpen = false;\n', ''), fitting));
    const twice = right.replace('    this.isOpen = true;\n    return this;', '    this.isOpen = true;\n    return 1;');
    assert.ok(!keepsWhatItWasAskedTo(source, twice, fitting), 'another such line goes too');
    const patch = block('@@\n   close() {\n-    return this;\n+    return 1;\n   }\n');
    assert.ok(!keepsWhatItWasAskedTo(source, right, patch), 'its lines do not stand in a row');
    const whole = block(patch.text.replace('close() {\n', 'close() {\n     this.isOpen = false;\n'));
    assert.ok(keepsWhatItWasAskedTo(source, right, whole));
  });
});
