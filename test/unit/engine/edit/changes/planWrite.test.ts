import assert from 'node:assert/strict';
import type { FileText } from '../../../../../src/engine/edit/changes/change';
import { progressOf } from '../../../../../src/engine/edit/changes/interrupted';
import { planWrite } from '../../../../../src/engine/edit/changes/planWrite';

const plan = (before: FileText, after: FileText, current: FileText) =>
  planWrite({ uri: 'file:///a', before, after }, current);

const lines = (...all: readonly string[]): string => all.map((line) => `${line}\n`).join('');

describe('planWrite', () => {
  const [before, after] = [lines('a', 'b', 'c', 'd', 'e'), lines('A', 'b', 'c', 'd', 'e')];

  it('writes what was planned where the file is as it was', () => {
    assert.deepEqual(plan(before, after, before), { type: 'write', before, after, isMerged: false });
  });

  it('does nothing where all of it is there', () => {
    assert.deepEqual(plan(before, after, after), { type: 'nothing' });
    // The user wrote the same, and more elsewhere.
    assert.deepEqual(plan(before, after, lines('A', 'b', 'c', 'd', 'E')), { type: 'nothing' });
    assert.deepEqual(plan('gone', undefined, undefined), { type: 'nothing' });
  });

  it('keeps what was changed elsewhere in the file meanwhile', () => {
    const current = lines('a', 'b', 'c', 'd', 'e', 'f');
    assert.deepEqual(plan(before, after, current), {
      ...{ type: 'write', before: current, isMerged: true },
      after: lines('A', 'b', 'c', 'd', 'e', 'f'),
    });
  });

  it('refuses where the same place was changed', () => {
    assert.deepEqual(plan(before, after, lines('x', 'b', 'c', 'd', 'e')), { type: 'refused', reason: 'conflict' });
  });

  it('creates and deletes files, but never over what was written meanwhile', () => {
    assert.deepEqual(plan(undefined, 'new', undefined), {
      ...{ type: 'write', before: undefined, after: 'new', isMerged: false },
    });
    assert.deepEqual(plan(undefined, 'new', 'other'), { type: 'refused', reason: 'exists' });
    assert.deepEqual(plan('new', undefined, 'new'), {
      ...{ type: 'write', before: 'new', after: undefined, isMerged: false },
    });
    assert.deepEqual(plan('new', undefined, 'new and more'), { type: 'refused', reason: 'kept' });
    assert.deepEqual(plan('old', 'new', undefined), { type: 'refused', reason: 'gone' });
  });

  it('takes the line ends that the file has now', () => {
    assert.deepEqual(plan('a\nb\n', 'A\nb\n', 'a\r\nb\r\n'), {
      ...{ type: 'write', before: 'a\r\nb\r\n', after: 'A\r\nb\r\n', isMerged: false },
    });
    assert.deepEqual(plan('a\r\nb\r\n', 'A\r\nb\r\n', 'a\nb\n'), {
      ...{ type: 'write', before: 'a\nb\n', after: 'A\nb\n', isMerged: false },
    });
  });
});

describe('progressOf', () => {
  it('tells what was written from what was not, whatever the line ends', () => {
    const file = { uri: 'file:///a', before: 'a\n', after: 'b\n' };
    assert.deepEqual(
      ['a\r\n', 'b\r\n', 'c\n', undefined].map((text) => progressOf(file, text)),
      ['unwritten', 'written', 'moved', 'moved'],
    );
    assert.equal(progressOf({ ...file, before: undefined }, undefined), 'unwritten');
    assert.equal(progressOf({ ...file, after: undefined }, undefined), 'written');
  });
});
