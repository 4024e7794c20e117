import assert from 'node:assert/strict';
import type * as Keys from '../../../src/editor/completion/keys';
import { loadWithEditor } from './vscodeStub';

interface Change {
  readonly text: string;
  readonly rangeLength?: number;
  readonly character?: number;
}

let heard: ((event: unknown) => void) | undefined;
const document = { lineAt: () => ({ text: 'return add(a)' }) };
const editor = {
  window: { activeTextEditor: { document } },
  workspace: {
    onDidChangeTextDocument: (listener: (event: unknown) => void) => {
      heard = listener;
      return { dispose: () => undefined };
    },
  },
};
const { listenToKeys } = loadWithEditor(editor, __filename, '../../../src/editor/completion/keys') as typeof Keys;

/** What the engine hears of changes that come at once. */
function hears(changes: readonly Change[], event: object = {}): string[] {
  const typed: string[] = [];
  let prepared = 0;
  listenToKeys({ typed: ({ prefix }) => typed.push(prefix) }, () => (prepared += 1));
  const contentChanges = changes.map(({ text, rangeLength = 0, character = 10 }) => ({
    text,
    rangeLength,
    range: { start: { line: 0, character } },
  }));
  heard?.({ document, contentChanges, ...event });
  assert.equal(prepared, typed.length);
  return typed;
}

describe('a key', () => {
  const keys: readonly [what: string, change: Change, prefix: string][] = [
    ['a letter', { text: 'a', character: 11 }, 'return add(a'],
    ['a bracket that the editor closes', { text: '()', character: 10 }, 'return add('],
    ['a line break with its indentation', { text: '\r\n    ' }, ''],
    ['a deletion', { text: '', rangeLength: 1 }, 'return add'],
  ];
  for (const [what, change, prefix] of keys) it(`is ${what}`, () => assert.deepEqual(hears([change]), [prefix]));

  it('is not a paste, a cut, an edit at many places, an undo, or an edit of another document', () => {
    assert.deepEqual(hears([{ text: 'pasted' }]), []);
    assert.deepEqual(hears([{ text: '', rangeLength: 20 }]), []);
    assert.deepEqual(hears([{ text: 'a' }, { text: 'a' }]), []);
    assert.deepEqual(hears([]), []);
    assert.deepEqual(hears([{ text: 'a' }], { reason: 1 }), []);
    assert.deepEqual(hears([{ text: 'a' }], { document: {} }), []);
  });
});
