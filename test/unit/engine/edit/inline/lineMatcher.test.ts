import assert from 'node:assert/strict';
import { LineMatcher, type Preview } from '../../../../../src/engine/edit/inline/preview/lineMatcher';

const region = ['function a() {', '  first();', '  second();', '}', '', 'function b() {', '  third();', '}'];

function written(...lines: readonly string[]): Preview {
  return new LineMatcher(region).update(lines);
}

function shown({ hunks, open }: Preview): string {
  const ranges = hunks.map(({ before, after }) => `-${before.from}..${before.to} +${after.from}..${after.to}`);
  return [...ranges, ...(open ? [`open at ${open.before} +${open.after.from}..${open.after.to}`] : [])].join(', ');
}

describe('the preview of an edit that is being written', () => {
  it('shows nothing for lines that stay', () => {
    assert.equal(shown(written(...region)), '');
    assert.equal(shown(written(...region.slice(0, 4))), '');
  });

  it('keeps a new line open until the text goes on behind it', () => {
    assert.equal(shown(written('function a() {', '  other();')), 'open at 1 +1..2');
    assert.equal(shown(written('function a() {', '  other();', '  second();')), '-1..2 +1..2');
  });

  it('does not take a bracket for the place where the text goes on, but a bracket and the next line', () => {
    assert.equal(shown(written(region[0]!, '  if (x) {', '    y();', '}')), 'open at 1 +1..4');
    assert.equal(shown(written(region[0]!, '  if (x) {', '}', '')), '-1..3 +1..2');
    assert.equal(shown(new LineMatcher(['one();', '}']).update(['two();', '}'])), 'open at 0 +0..2');
  });

  it('finds lines that are taken out and lines that are put in', () => {
    assert.equal(shown(written(region[0]!, '  second();')), '-1..2 +1..1');
    assert.equal(shown(written(region[0]!, '  new();', '  first();')), '-1..1 +1..2');
  });

  it('begins anew where the answer does', () => {
    const matcher = new LineMatcher(region);
    matcher.update([region[0]!, '  other();', '  second();']);
    assert.equal(shown(matcher.update(region.slice(0, 1))), '');
    assert.equal(shown(matcher.update(region.slice(0, 3))), '');
  });
});
