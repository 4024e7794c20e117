import assert from 'node:assert/strict';
import { naturalEnd, shapeOf } from '../../../src/completion/shape';
import { at } from './fixtures';

describe('the shape of a completion', () => {
  const cases: readonly [file: string, shape: 'line' | 'block'][] = [
    ['return █', 'line'],
    ['const total = █\nnext();', 'line'],
    ['f(█)', 'line'],
    ['if (a) █{', 'line'],
    ['{ a }█', 'line'],
    ['undo█', 'line'],
    ['█', 'block'],
    ['{\n  █\n}', 'block'],
    ['function f() {█', 'block'],
    ['function f() {█}', 'block'],
    ['on(() => { █ });', 'block'],
    ['const { █ } = a;', 'line'],
    ['function f() { █', 'block'],
    ['const f = () => █', 'block'],
    ['f(█', 'block'],
    ['const list = [█', 'block'],
    ['def f():█', 'block'],
    ['items.each do█', 'block'],
    ['if [ -f x ]; then█', 'block'],
    ['fn f() -> █', 'block'],
  ];
  for (const [file, shape] of cases) {
    it(`is a ${shape} at ${JSON.stringify(file)}`, () => assert.equal(shapeOf(at(file)), shape));
  }
});

describe('the natural end', () => {
  const cases: readonly [what: string, file: string, written: string, end: string | undefined][] = [
    ['of a line is its line break', 'return █', 'a + b;\nmore', 'a + b;'],
    ['of a line is open while the line is', 'return █', 'a + b;', undefined],
    ['of a line that begins on the next is there', 'a;█', '\nb;\nc;', '\nb;'],
    ['of a block is its closing bracket', 'function f() {█', '\n  a;\n}\nb;\n', '\n  a;\n}'],
    ['of a block without brackets is before the next line of its depth', 'def f():█', '\n    a\nb\n', '\n    a'],
    ['of a block is open while its last line is', 'function f() {█', '\n  a;\n}', undefined],
    ['of a block lets inner blocks close', 'function f() {█', '\n  if (a) {\n  }\n  b;\n', undefined],
    ['of a Ruby block is its end', 'def f; items.each do█', '\n  a\nend\nb\n', '\n  a\nend'],
    ['in a body is where the body ends', '{\n  █', 'a;\n  b;\n}\nc;\n', 'a;\n  b;'],
    ['in a body counts tabs as deeper', '{\n\t█', 'a;\n\t\tb;\n}\n', 'a;\n\t\tb;'],
    ['comes at two blank lines', '{\n  █', 'a;\n\n\n  b;\n', 'a;\n'],
    ['comes after sixteen lines', '{\n  █', 'a;\n'.padEnd(5 * 20, '  a;\n'), 'a;\n'.padEnd(77, '  a;\n')],
  ];
  for (const [what, file, written, end] of cases) {
    it(what, () => {
      const hole = at(file);
      const length = naturalEnd(written, hole, shapeOf(hole));
      assert.equal(length === undefined ? undefined : written.slice(0, length), end);
    });
  }
});
