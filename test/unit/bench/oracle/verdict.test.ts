import assert from 'node:assert/strict';
import { verdictOf } from '../../../../bench/completion/oracle/verdict';

/** `log(█)` of which `a, b);` is missing. */
const call = { prefix: 'log(', truth: 'a, b);', standing: [{ close: ')', at: 4 }], after: '\nend();\n' };
/** Two lines are missing. */
const lines = { prefix: '  ', truth: 'first(one);\n  second();', standing: [], after: '\n  third();\n' };
/** A piece in mid-line is missing. */
const middle = { prefix: 'x = ', truth: 'await ', standing: [], after: 'read();\n' };

const shown = (text: string, replaces = 0): { text: string; replaces: number } => ({ text, replaces });

describe('the verdict of the oracle', () => {
  it('is right when the file is as it was meant, however that was reached', () => {
    assert.equal(verdictOf(call, shown('a, b);', 1)), 'right');
    assert.equal(verdictOf(lines, shown('first(one);\n  second();')), 'right');
    assert.equal(verdictOf(middle, shown('await ')), 'right');
    const prefix = { ...middle, after: 'rread();\n', truth: 'a' };
    assert.equal(verdictOf(prefix, shown('ar', 1)), 'right');
  });

  it('is right for whole lines of what was meant, and for space at a line’s end', () => {
    assert.equal(verdictOf(lines, shown('first(one);')), 'right');
    assert.equal(verdictOf(lines, shown('first(one);  ')), 'right');
  });

  it('is short for a beginning up to a word’s end that leaves what was closed', () => {
    assert.equal(verdictOf(call, shown('a, b')), 'short');
    assert.equal(verdictOf(call, shown('a')), 'short');
    assert.equal(verdictOf(lines, shown('first(')), 'short');
  });

  it('is short where what the editor closed now closes what the text has opened', () => {
    const key = { prefix: '"key', truth: '": { "a": "b" }', standing: [{ close: '"', at: 0 }], after: ',\n' };
    assert.equal(verdictOf(key, shown('": { "a": "b')), 'short');
    assert.equal(verdictOf(key, shown('": { "a": "b" }')), 'doubled');
    assert.equal(verdictOf(call, shown('a, b', 1)), 'wrong');
  });

  it('is wrong for half a word, and for two words made one', () => {
    assert.equal(verdictOf(lines, shown('fir')), 'wrong');
    assert.equal(verdictOf(middle, shown('await')), 'wrong');
    assert.equal(verdictOf({ ...middle, after: '(read());\n' }, shown('await')), 'spaces');
  });

  it('is nothing without a suggestion', () => {
    assert.equal(verdictOf(lines, undefined), 'nothing');
  });

  it('tells other white space from other text', () => {
    assert.equal(verdictOf(lines, shown('first(one);\nsecond();')), 'spaces');
    assert.equal(verdictOf(lines, shown('first( one')), 'spaces');
    assert.equal(verdictOf({ ...middle, after: 'rread();\n', truth: 'a' }, shown(' ar', 1)), 'spaces');
    assert.equal(verdictOf(lines, shown('first(two);')), 'wrong');
  });

  it('is doubled where what the editor closed is left over', () => {
    assert.equal(verdictOf(call, shown('a, b);')), 'doubled');
    assert.equal(verdictOf(call, shown('a, b)')), 'doubled');
  });

  it('is doubled where the lines below or the line so far are written again', () => {
    assert.equal(verdictOf(lines, shown('first(one);\n  second();\n  third();')), 'doubled');
    assert.equal(verdictOf(call, shown('log(a, b);', 1)), 'doubled');
    assert.equal(verdictOf(middle, shown('await read();')), 'doubled');
  });

  it('is wrong where others are added, or something is left out', () => {
    assert.equal(verdictOf(lines, shown('first(ofir);\n  second();')), 'wrong');
    assert.equal(verdictOf({ ...lines, truth: 'x(aaaa);' }, shown('x(aaa);')), 'wrong');
    assert.equal(verdictOf(lines, shown('first(one);\n  second();\n  other();')), 'wrong');
  });
});
