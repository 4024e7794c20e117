import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { complete, open, save } from './documents';
import { eventually, lastBodies } from './lab';

interface Cell {
  readonly cell_type: 'code' | 'markdown';
  readonly source: readonly string[];
  readonly outputs?: readonly object[];
}

const output = { output_type: 'stream', name: 'stdout', text: ['outputmark\n'] };

/** A notebook in the workspace as Jupyter writes it. */
function notebook(name: string, cells: readonly Cell[]): Promise<vscode.Uri> {
  const metadata = { kernelspec: { name: 'python3', language: 'python' }, language_info: { name: 'python' } };
  const whole = cells.map((cell) => ({ metadata: {}, ...(cell.cell_type === 'code' ? { execution_count: 1, outputs: [] } : {}), ...cell })); // prettier-ignore
  return save(name, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells: whole }));
}

/** The editor of a cell, with the cursor at its end. */
async function editCell(file: vscode.Uri, index: number): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openNotebookDocument(file);
  const selections = [new vscode.NotebookRange(index, index + 1)];
  await vscode.window.showNotebookDocument(document, { selections, preview: false });
  const cell = document.cellAt(index).document;
  const end = cell.lineAt(cell.lineCount - 1).range.end;
  return vscode.window.showTextDocument(cell, {
    selection: new vscode.Range(end, end),
    preview: false,
  });
}

describe('ghost text in a notebook', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));
  after(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('knows the cells above, and neither what they put out nor the cells below', async () => {
    const file = await notebook('sums.ipynb', [
      { cell_type: 'markdown', source: ['# prosemark'] },
      { cell_type: 'code', source: ['framemark = 1\n', 'other = 2'], outputs: [output] },
      { cell_type: 'code', source: ['def total(frame):'] },
      { cell_type: 'code', source: ['belowmark = 3'] },
    ]);
    // Visited, as people do.
    await editCell(file, 3);
    await editCell(file, 1);
    const editor = await editCell(file, 2);
    assert.equal(editor.document.languageId, 'python');
    await complete(editor);
    const body = (await lastBodies('anthropic')).at(-1) ?? '';
    assert.match(body, /# # prosemark\\n\\nframemark = 1\\nother = 2\\n\\ndef total\(frame\):/);
    assert.match(body, /path=\\"sums\.ipynb\\"/);
    assert.doesNotMatch(body, /outputmark|belowmark/);
  });

  it('is known to other files of the workspace by its code, visited or not', async () => {
    const parcels = Array.from(
      { length: 8 },
      (_, index) => `parcel${index} = ship_parcel(customer, ${index})  # cellmark\n`,
    );
    const file = await notebook('parcels.ipynb', [
      { cell_type: 'code', source: parcels, outputs: [output] },
      { cell_type: 'code', source: ['visited = 1'] },
    ]);
    await editCell(file, 1);
    // The first request may go before all that is open was read.
    let asked = 0;
    await eventually(
      async () => {
        await complete(
          await open(`shipping${(asked += 1)}.py`, 'parcel = ship_parcel(customer, 1)\ndef ship(parcel, customer):'),
        );
        return (await lastBodies('anthropic')).at(-1) ?? '';
      },
      (body) => body.includes('cellmark') && body.includes('parcels.ipynb') && !body.includes('outputmark'),
    );
  }).timeout(60_000);
});

describe('an inline edit in a notebook', () => {
  after(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('changes the cell once it is accepted, and no other', async () => {
    const file = await notebook('edits.ipynb', [
      { cell_type: 'code', source: ['item = 1\n', 'total = item'] },
      { cell_type: 'code', source: ['item = 2'] },
    ]);
    const { document } = await editCell(file, 0);
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const instruction = 'replace item by ware';
    const edited = vscode.commands.executeCommand('everpair.inlineEdit', {
      uri: document.uri,
      range: whole,
      instruction,
    });
    await eventually(
      async () => {
        await vscode.commands.executeCommand('everpair.acceptInlineEdit');
        return document.getText();
      },
      (text) => text === 'ware = 1\ntotal = ware',
    );
    await edited;
    const cells = (await vscode.workspace.openNotebookDocument(file)).getCells();
    assert.deepEqual(
      cells.map((cell) => cell.document.getText()),
      ['ware = 1\ntotal = ware', 'item = 2'],
    );
  }).timeout(60_000);
});
