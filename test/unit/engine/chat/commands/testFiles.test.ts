import assert from 'node:assert/strict';
import { testFilesOf } from '../../../../../src/engine/chat/commands/testFiles';

describe('testFilesOf', () => {
  const tests: readonly (readonly [path: string, test: string])[] = [
    ['src/parser.ts', 'src/parser.test.ts'],
    ['src/parser.ts', 'src/parser.spec.ts'],
    ['src/parser.ts', 'src/__tests__/parser.ts'],
    ['src/parser.ts', 'test/unit/parser.test.ts'],
    ['app/parser.py', 'tests/test_parser.py'],
    ['app/parser.py', 'app/parser_test.py'],
    ['pkg/parser.go', 'pkg/parser_test.go'],
    ['lib/parser.rb', 'spec/parser_spec.rb'],
    ['main/Parser.java', 'test/ParserTest.java'],
    ['main/Parser.java', 'test/ParserIT.java'],
    ['src/Parser.cs', 'tests/ParserTests.cs'],
    ['src/Parser.php', 'tests/TestParser.php'],
    ['src/parser.rs', 'tests/parser.rs'],
  ];
  for (const [path, test] of tests) {
    it(`knows ${test} as a test of ${path}`, () => assert.deepEqual(testFilesOf(path, [path, test]), [test]));
  }

  it('takes neither the file itself, nor its namesakes, nor tests of others', () => {
    const others = ['src/parser.ts', 'lib/parser.ts', 'src/parser.css', 'src/parsers.test.ts', 'src/contest.ts'];
    assert.deepEqual(testFilesOf('src/parser.ts', others), []);
    assert.deepEqual(testFilesOf('src/con.ts', ['src/contest.ts']), []);
  });

  it('gives the nearest first', () => {
    const found = testFilesOf('a/b/x.ts', ['x.test.ts', 'a/x.test.ts', 'a/b/x.test.ts', 'z/deep/x.test.ts']);
    assert.deepEqual(found, ['a/b/x.test.ts', 'a/x.test.ts', 'x.test.ts', 'z/deep/x.test.ts']);
  });
});
