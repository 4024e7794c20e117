import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { activeEditor, answers, contexts, editor, InlineEdits, place, warnings } from './editWorld';

const pending = 'everpair.inlineEditPending';
const lines = (from: number, to: number): vscode.Range => new editor.Range(from, 0, to, 1) as unknown as vscode.Range;

describe('the inline edits of a window', () => {
  /** The document is in the editor in front. */
  function front(document: unknown): void {
    const shown = document === undefined ? undefined : { document, setDecorations: () => undefined };
    editor.window.activeTextEditor = shown;
    editor.window.visibleTextEditors = shown ? [shown] : [];
    activeEditor.fire();
  }
  async function edited() {
    const { document, deps, text, done } = place(answers('TWO();\nthree();'));
    const edits = new InlineEdits(deps);
    front(document);
    await done(edits.startInlineEdit({ uri: document.uri, range: lines(1, 2), instruction: 'Shout.' }));
    assert.equal(text(), 'one();\nTWO();\nthree();\nfour();\n');
    return { document, edits, text, done };
  }

  beforeEach(() => {
    contexts.clear();
    warnings.length = 0;
  });
  afterEach(() => front(undefined));

  it('have their keys in the editor of their file, where its old lines are shown, and while no editor is in front', async () => {
    const { document, edits } = await edited();
    const session = edits.of(document.uri);
    assert.ok(session);
    const has = (shown: unknown): readonly unknown[] => {
      front(shown);
      return [edits.of() === session, contexts.get(pending)];
    };
    assert.deepEqual(has(document), [true, true]);
    assert.deepEqual(has(undefined), [true, true]);
    const query = JSON.stringify({ id: session.id, file: document.uri.toString(), side: 'before' });
    assert.deepEqual(has({ uri: { scheme: 'everpair-change', query } }), [true, true]);
    assert.deepEqual(has({ uri: { scheme: 'file', query: '' } }), [false, false]);
    edits.dispose();
  });

  it('take no instruction for lines of an edit that are others', async () => {
    const { document, edits, text, done } = await edited();
    const { uri } = document;
    await done(edits.startInlineEdit({ uri, range: lines(3, 3), instruction: 'Fix: four' }));
    assert.equal(text(), 'one();\nTWO();\nthree();\nfour();\n');
    assert.match(warnings.join(), /Another edit of this file is not over\./);
    assert.equal(edits.of(uri)?.isRunning, false);
    edits.dispose();
  });

  it('go on with an edit where an instruction is for its lines', async () => {
    const { document, edits, done, text } = await edited();
    await done(edits.startInlineEdit({ uri: document.uri, range: lines(2, 3), instruction: 'More.' }));
    assert.deepEqual(warnings, ['Everpair: A left these lines as they are.']);
    assert.equal(text(), 'one();\nTWO();\nthree();\nfour();\n');
    edits.dispose();
  });
});
