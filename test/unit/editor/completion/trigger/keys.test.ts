import assert from 'node:assert/strict';
import { Composition } from '../../../../../src/editor/completion/trigger/composition';
import type * as Keys from '../../../../../src/editor/completion/trigger/keys';
import { loadWithEditor } from '../../vscodeStub';

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
const { listenToKeys } = loadWithEditor(editor, () =>
  require('../../../../../src/editor/completion/trigger/keys'),
) as typeof Keys;

/** Reports of simultaneous changes: the text before the cursor, its position, and whether text was deleted. */
function reportOf(changes: readonly Change[], event: object = {}): readonly string[] {
  const typed: string[] = [];
  const keys: string[] = [];
  listenTo(new Composition(), typed, keys);
  change(changes, event);
  assert.equal(keys.length, typed.length);
  return typed.flatMap((prefix, index) => [prefix, keys[index] ?? '']);
}

function listenTo(composition: InstanceType<typeof Composition>, typed: string[], keys: string[]): void {
  listenToKeys({ typed: ({ prefix }) => typed.push(prefix) }, composition, ({ position, isDeletion }) =>
    keys.push(`${position.line}:${position.character}${isDeletion ? ' deleted' : ''}`),
  );
}

/** Simultaneous changes. */
function change(changes: readonly Change[], event: object = {}): void {
  const contentChanges = changes.map(({ text, rangeLength = 0, character = 10 }) => ({
    text,
    rangeLength,
    range: { start: { line: 0, character } },
  }));
  heard?.({ document, contentChanges, ...event });
}

describe('listenToKeys', () => {
  const keys: readonly [what: string, change: Change, prefix: string, where: string][] = [
    ['a letter', { text: 'a', character: 11 }, 'return add(a', '0:12'],
    ['a bracket that the editor closes', { text: '()', character: 10 }, 'return add(', '0:11'],
    ['a line break with its indentation', { text: '\r\n    ' }, '    ', '1:4'],
    ['a deletion', { text: '', rangeLength: 1 }, 'return add', '0:10 deleted'],
  ];
  for (const [what, change, ...report] of keys)
    it(`reports ${what}`, () => assert.deepEqual(reportOf([change]), report));

  it('ignores pastes, cuts, edits at many places, undo and other documents', () => {
    assert.deepEqual(reportOf([{ text: 'pasted' }]), []);
    assert.deepEqual(reportOf([{ text: '', rangeLength: 20 }]), []);
    assert.deepEqual(reportOf([{ text: 'a' }, { text: 'a' }]), []);
    assert.deepEqual(reportOf([]), []);
    assert.deepEqual(reportOf([{ text: 'a' }], { reason: 1 }), []);
    assert.deepEqual(reportOf([{ text: 'a' }], { document: {} }), []);
  });
});

describe('Composition', () => {
  /** Whether the word counts as composed after each of the texts, each of which replaces the one before. */
  function composes(...texts: readonly string[]): readonly boolean[] {
    const composition = new Composition();
    listenTo(composition, [], []);
    return texts.map((text, index) => {
      change([{ text, rangeLength: texts[index - 1]?.length ?? 0 }]);
      return composition.isUnderWay(document);
    });
  }

  it('begins with the second step and ends with the choice', () => {
    assert.deepEqual(composes('n', 'ni', "ni'h", "ni'ha", "ni'hao", '你好'), [false, true, true, true, true, false]);
    assert.deepEqual(composes('k', 'か', 'かん', '漢'), [false, true, true, true]);
    assert.deepEqual(composes('ㅎ', '하', '한'), [false, true, true]);
  });

  it('ignores a word from the suggestion list, which comes at once', () => {
    assert.deepEqual(composes('m', 'map'), [false, false]);
    assert.deepEqual(composes('c', 'cu', 'customerName'), [false, true, false]);
  });

  it('ends with the next letter, and where another text is replaced', () => {
    const composition = new Composition();
    listenTo(composition, [], []);
    change([{ text: 'n' }]);
    change([{ text: 'ni', rangeLength: 1 }]);
    assert.ok(composition.isUnderWay(document));
    assert.ok(!composition.isUnderWay({}));
    change([{ text: ' ', character: 12 }]);
    assert.ok(!composition.isUnderWay(document));
    change([{ text: 'x', rangeLength: 1, character: 3 }]);
    assert.ok(!composition.isUnderWay(document));
  });

  it('counts as typing, and nothing is prefetched', () => {
    const [typed, keys]: [string[], string[]] = [[], []];
    listenTo(new Composition(), typed, keys);
    change([{ text: 'd', character: 7 }]);
    change([{ text: 'ad', rangeLength: 1, character: 7 }]);
    assert.deepEqual(typed, ['return a', 'return ad']);
    assert.deepEqual(keys, ['0:8']);
  });
});
