import assert from 'node:assert/strict';
import type * as Rests from '../../../../../src/editor/completion/trigger/cursorIdle';
import { virtualClock } from '../../../engine/failover/fixtures';
import { loadWithEditor } from '../../vscodeStub';

type Listener = (event: unknown) => void;

const heard: { moved: Listener | undefined; switched: Listener | undefined } = {
  moved: undefined,
  switched: undefined,
};
const listenTo = (name: keyof typeof heard) => (listener: Listener) => {
  heard[name] = listener;
  return { dispose: () => (heard[name] = undefined) };
};
const cursor = (line: number) => ({ active: { line, character: 0 } });
const editorOf = (document: string, ...lines: number[]) => ({
  document,
  selections: lines.map(cursor),
  selection: cursor(lines[0]!),
});
const window = {
  activeTextEditor: undefined as ReturnType<typeof editorOf> | undefined,
  onDidChangeActiveTextEditor: listenTo('switched'),
  onDidChangeTextEditorSelection: listenTo('moved'),
};
const Disposable = {
  from: (...all: { dispose(): void }[]) => ({ dispose: () => all.forEach((each) => each.dispose()) }),
};
const { onCursorIdle } = loadWithEditor({ window, Disposable }, () =>
  require('../../../../../src/editor/completion/trigger/cursorIdle'),
) as typeof Rests;

/** Listens, with the cursor in line 1. */
function desk() {
  window.activeTextEditor = editorOf('here', 1);
  const clock = virtualClock();
  const rests: string[] = [];
  const listening = onCursorIdle((document, { line }) => rests.push(`${document as unknown as string} ${line}`), clock);
  const goTo = (...lines: number[]): void => {
    if (window.activeTextEditor) Object.assign(window.activeTextEditor, editorOf('here', ...lines));
    heard.moved?.({ textEditor: window.activeTextEditor });
  };
  return { clock, rests, goTo, listening };
}

describe('onCursorIdle', () => {
  it('reports where the cursor stands at the start', async () => {
    const { clock, rests } = desk();
    await clock.advance(199);
    assert.deepEqual(rests, []);
    await clock.advance(1);
    assert.deepEqual(rests, ['here 1']);
  });

  it('reports once, a while after the last of several moves', async () => {
    const { clock, rests, goTo } = desk();
    for (let line = 2; line < 8; line += 1) {
      goTo(line);
      await clock.advance(150);
    }
    assert.deepEqual(rests, []);
    await clock.advance(1_000);
    assert.deepEqual(rests, ['here 7']);
  });

  it('reports the active editor, whatever moves in another', async () => {
    const { clock, rests } = desk();
    const before = window.activeTextEditor;
    await clock.advance(1_000);
    window.activeTextEditor = editorOf('there', 1);
    heard.switched?.(window.activeTextEditor);
    heard.moved?.({ textEditor: before });
    await clock.advance(1_000);
    assert.deepEqual(rests, ['here 1', 'there 1']);
    heard.moved?.({ textEditor: before });
    await clock.advance(1_000);
    assert.equal(rests.length, 2);
  });

  it('reports nothing with many cursors, or without an editor', async () => {
    const { clock, rests, goTo } = desk();
    goTo(2, 3);
    await clock.advance(1_000);
    window.activeTextEditor = undefined;
    goTo(4);
    await clock.advance(1_000);
    assert.deepEqual(rests, []);
  });

  it('leaves no timer behind', () => {
    const { clock, listening } = desk();
    listening.dispose();
    assert.equal(clock.timers(), 0);
    assert.deepEqual(heard, { moved: undefined, switched: undefined });
  });
});
