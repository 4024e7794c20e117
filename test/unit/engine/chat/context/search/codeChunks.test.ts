import assert from 'node:assert/strict';
import fc from 'fast-check';
import { codeChunks } from '../../../../../../src/engine/chat/context/search/codeChunks';

describe('codeChunks', () => {
  it('divides a file between its declarations', () => {
    const method = (name: string): readonly string[] => [
      `function ${name}() {`,
      '  one();',
      '  two();',
      '  three();',
      '  four();',
      '}',
      '',
    ];
    const chunks = codeChunks([...method('a'), ...method('b')]);
    assert.deepEqual(chunks, [
      { first: 0, last: 6 },
      { first: 7, last: 13 },
    ]);
  });

  it('joins what is short and divides what is long', () => {
    assert.equal(codeChunks(['a', '', 'b', '', 'c']).length, 1);
    const flat = codeChunks(Array.from({ length: 150 }, () => '  x'));
    assert.ok(flat.length >= 3 && flat.every(({ first, last }) => last - first < 60));
  });

  it('holds every line once, in order', () => {
    const lines = fc.array(fc.constantFrom('', '  x', 'x', '}', '\ty', ')'), { maxLength: 200 });
    fc.assert(
      fc.property(lines, (drawn) => {
        const all = codeChunks(drawn).flatMap(({ first, last }) =>
          Array.from({ length: last - first + 1 }, (_, index) => first + index),
        );
        assert.deepEqual(
          all,
          drawn.map((_, index) => index),
        );
      }),
    );
  });
});
