import assert from 'node:assert/strict';
import { concerns, readRuleFile } from '../../../../../../src/engine/chat/context/rules/ruleFile';

const globsOf = (head: string): readonly string[] | undefined => readRuleFile(`---\n${head}\n---\nText`).globs;

describe('readRuleFile', () => {
  it('is all of a file without a head', () => {
    assert.deepEqual(readRuleFile('# Rules\n\n---\nx'), { text: '# Rules\n\n---\nx' });
  });

  it('reads globs as people write them', () => {
    assert.deepEqual(globsOf('applyTo: "**/*.ts,**/*.tsx"'), ['**/*.ts', '**/*.tsx']);
    assert.deepEqual(globsOf('applyTo: **/*.py'), ['**/*.py']);
    assert.deepEqual(globsOf('description: a: b\nglobs: [\'src/**\', "docs/**"]'), ['src/**', 'docs/**']);
    assert.deepEqual(globsOf('globs:\n  - "**/*.{ts,tsx}"\n  - lib/**\nname: x'), ['**/*.{ts,tsx}', 'lib/**']);
    assert.equal(readRuleFile('---\r\nname: x\r\n---\r\nText\r\n').text, 'Text\n');
  });

  it('is about all files without globs, with `**`, and where it always applies', () => {
    assert.equal(globsOf('name: x'), undefined);
    assert.equal(globsOf('applyTo: "**"'), undefined);
    assert.equal(globsOf('globs: src/**\nalwaysApply: true'), undefined);
    assert.deepEqual(globsOf('globs: src/**\nalwaysApply: false'), ['src/**']);
  });
});

describe('concerns', () => {
  const about = (head: string, ...paths: readonly string[]): Promise<boolean> =>
    concerns(readRuleFile(`---\n${head}\n---\n`), paths);

  it('is so for files that a glob fits, in any folder where it names none', async () => {
    assert.equal(await about('applyTo: "**/*.ts"', 'src/a/b.ts'), true);
    assert.equal(await about('applyTo: "*.ts"', 'src/a/b.ts'), true);
    assert.equal(await about('applyTo: "src/*.ts"', 'lib/b.ts'), false);
    assert.equal(await about('applyTo: "**/*.{ts,tsx}"', 'a.js', 'b.tsx'), true);
    assert.equal(await about('applyTo: "**/*.ts"'), false);
    assert.equal(await about('name: x'), true);
  });
});
