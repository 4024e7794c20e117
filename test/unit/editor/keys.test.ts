import assert from 'node:assert/strict';
import type * as Keys from '../../../src/editor/completion/keys';
import { loadWithEditor } from './vscodeStub';

interface Change {
  readonly text: string;
  readonly rangeLength?: number;
  readonly character?: number;
}

class Position {
  constructor(
    readonly line: number,
    readonly character: number,
  ) {}
}

let heard: ((event: unknown) => void) | undefined;
const lines = ['return add(a)', '    b'];
const document = { lineAt: (line: number) => ({ text: lines[line] }) };
const editor = {
  Position,
  window: { activeTextEditor: { document } },
  workspace: {
    onDidChangeTextDocument: (listener: (event: unknown) => void) => {
      heard = listener;
      return { dispose: () => undefined };
    },
  },
};
const { listenToKeys } = loadWithEditor(editor, () => require('../../../src/editor/completion/keys')) as typeof Keys;

/** What is heard of changes that come at once: the text before the cursor, its place, and whether something was deleted. */
function hears(changes: readonly Change[], event: object = {}): readonly string[] {
  const typed: string[] = [];
  const keys: string[] = [];
  listenToKeys({ typed: ({ prefix }) => typed.push(prefix) }, ({ position, isDeletion }) =>
    keys.push(`${position.line}:${position.character}${isDeletion ? ' deleted' : ''}`),
  );
  const contentChanges = changes.map(({ text, rangeLength = 0, character = 10 }) => ({
    text,
    rangeLength,
    range: { start: { line: 0, character } },
  }));
  heard?.({ document, contentChanges, ...event });
  assert.equal(keys.length, typed.length);
  return typed.flatMap((prefix, index) => [prefix, keys[index] ?? '']);
}

describe('a key', () => {
  const keys: readonly [what: string, change: Change, prefix: string, where: string][] = [
    ['a letter', { text: 'a', character: 11 }, 'return add(a', '0:12'],
    ['a bracket that the editor closes', { text: '()', character: 10 }, 'return add(', '0:11'],
    ['a line break with its indentation', { text: '\r\n    ' }, '    ', '1:4'],
    ['a deletion', { text: '', rangeLength: 1 }, 'return add', '0:10 deleted'],
  ];
  for (const [what, change, ...told] of keys) it(`is ${what}`, () => assert.deepEqual(hears([change]), told));

  it('is not a paste, a cut, an edit at many places, an undo, or an edit of another document', () => {
    assert.deepEqual(hears([{ text: 'pasted' }]), []);
    assert.deepEqual(hears([{ text: '', rangeLength: 20 }]), []);
    assert.deepEqual(hears([{ text: 'a' }, { text: 'a' }]), []);
    assert.deepEqual(hears([]), []);
    assert.deepEqual(hears([{ text: 'a' }], { reason: 1 }), []);
    assert.deepEqual(hears([{ text: 'a' }], { document: {} }), []);
  });
});
