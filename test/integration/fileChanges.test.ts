import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { chmodSync, readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { type ChangeResult, FileChanges } from '../../src/editor/edit/changes/fileChanges';
import { FilePrivacy } from '../../src/editor/privacy/filePrivacy';
import { ChangeLog } from '../../src/engine/edit';
import { systemClock } from '../../src/engine/model';
import { silentLog } from '../../src/engine/model/log';
import { Database } from '../../src/engine/storage';
import { open, save } from './documents';

const lines = (...all: readonly string[]): string => all.map((line) => `${line}\n`).join('');
const onDisk = (uri: vscode.Uri): string => readFileSync(uri.fsPath, 'utf8');
const text = async (uri: vscode.Uri): Promise<string> => (await vscode.workspace.openTextDocument(uri)).getText();
const undo = async (uri: vscode.Uri): Promise<void> => {
  await vscode.window.showTextDocument(uri);
  await vscode.commands.executeCommand('undo');
};

describe('changes to files', () => {
  const log = silentLog;
  const database = Database.open({ clock: systemClock, log });
  const changeLog = new ChangeLog({
    database,
    clock: systemClock,
    newId: randomUUID,
    owner: 'test',
    isAlive: () => true,
  });
  const privacy = new FilePrivacy(log, systemClock);
  const changes = new FileChanges({ changeLog: () => Promise.resolve(changeLog), privacy, log });
  let number = 0;
  const name = (ending = 'txt'): string => `changed-${(number += 1)}.${ending}`;

  after(() => {
    privacy.dispose();
    database.dispose();
  });
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  function idOf(result: ChangeResult): string {
    if (result.type !== 'changed') assert.fail(JSON.stringify(result));
    return result.id;
  }
  function reasonsOf(result: ChangeResult): string {
    if (result.type !== 'refused') assert.fail(JSON.stringify(result));
    return result.reasons.join(' ');
  }
  async function takenBack(result: ChangeResult): Promise<ChangeResult> {
    const change = changeLog.get(idOf(result));
    assert.ok(change);
    return changes.takeBack(change);
  }

  it('are one step of undo in each file, move no cursor that is elsewhere and are saved', async () => {
    const [one, two] = [lines('a', 'b', 'c', 'd', 'e'), lines('1', '2', '3')];
    const editor = await open(name(), one);
    const other = await save(name(), two);
    editor.selection = new vscode.Selection(3, 0, 4, 1);
    const { uri } = editor.document;
    const result = await changes.applyChange({
      label: 'two files',
      files: [
        { uri, before: one, after: lines('A', 'new', 'b', 'c', 'd', 'e', 'end') },
        { uri: other, before: two, after: lines('1', 'two', '3') },
      ],
    });
    assert.deepEqual([idOf(result) === '', editor.document.isDirty], [false, false]);
    assert.deepEqual(
      [onDisk(uri), onDisk(other)],
      [lines('A', 'new', 'b', 'c', 'd', 'e', 'end'), lines('1', 'two', '3')],
    );
    // The same words, one line further down.
    const { start, end } = editor.selection;
    assert.deepEqual([start.line, start.character, end.line, end.character], [4, 0, 5, 1]);
    await undo(uri);
    assert.deepEqual([await text(uri), await text(other)], [one, lines('1', 'two', '3')]);
    await undo(other);
    assert.equal(await text(other), two);
    await vscode.commands.executeCommand('redo');
    assert.equal(await text(other), lines('1', 'two', '3'));
  });

  it('leave what was not saved before unsaved, and count what the editor shows', async () => {
    const editor = await open(name(), lines('a', 'b'));
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 1), ' typed'));
    const shown = lines('a', 'b typed');
    const { uri } = editor.document;
    const result = await changes.applyChange({
      label: 'dirty',
      files: [{ uri, before: shown, after: lines('A', 'b typed') }],
    });
    assert.deepEqual(result.type === 'changed' && result.unsaved.map(String), [uri.toString()]);
    assert.deepEqual([await text(uri), onDisk(uri)], [lines('A', 'b typed'), lines('a', 'b')]);
    await undo(uri);
    assert.equal(await text(uri), shown);
  });

  it('keep CRLF in the editor and on the disk, also where the change was planned with LF', async () => {
    const uri = await save(name(), 'a\r\nb\r\nc\r\n');
    const result = await changes.applyChange({
      label: 'crlf',
      files: [{ uri, before: lines('a', 'b', 'c'), after: lines('a', 'B', 'c', 'd') }],
    });
    idOf(result);
    assert.equal(onDisk(uri), 'a\r\nB\r\nc\r\nd\r\n');
    idOf(await takenBack(result));
    assert.equal(onDisk(uri), 'a\r\nb\r\nc\r\n');
  });

  it('keep a byte order mark', async () => {
    const uri = await save(name(), '\uFEFFa\nb\n');
    idOf(await changes.applyChange({ label: 'mark', files: [{ uri, before: 'a\nb\n', after: 'a\nB\n' }] }));
    assert.equal(onDisk(uri), '\uFEFFa\nB\n');
  });

  it('are merged with what was written meanwhile, or refused with nothing changed in any file', async () => {
    const before = lines('a', 'b', 'c', 'd');
    const editor = await open(name(), before);
    const other = await save(name(), before);
    const { uri } = editor.document;
    await editor.edit((edit) => edit.insert(new vscode.Position(3, 1), ' typed'));
    const after = lines('A', 'b', 'c', 'd');
    const result = await changes.applyChange({ label: 'merged', files: [{ uri, before, after }] });
    assert.deepEqual(result.type === 'changed' && result.merged.map(String), [uri.toString()]);
    assert.equal(await text(uri), lines('A', 'b', 'c', 'd typed'));
    const refused = await changes.applyChange({
      label: 'refused',
      files: [
        { uri: other, before, after },
        { uri, before, after: lines('a', 'b', 'c', 'D') },
      ],
    });
    assert.match(reasonsOf(refused), /changed at the same place/);
    assert.deepEqual([await text(other), onDisk(other)], [before, before]);
  });

  it('create and delete files, and both can be taken back', async () => {
    const uri = vscode.Uri.joinPath(await save(name(), ''), '..', 'new folder', 'new.ts');
    const created = await changes.applyChange({ label: 'new', files: [{ uri, before: undefined, after: 'new\n' }] });
    idOf(created);
    assert.equal(onDisk(uri), 'new\n');
    assert.match(
      reasonsOf(await changes.applyChange({ label: 'again', files: [{ uri, before: undefined, after: 'other' }] })),
      /is there already/,
    );
    const back = await takenBack(created);
    await assert.rejects(async () => vscode.workspace.fs.stat(uri));
    idOf(await takenBack(back));
    assert.equal(onDisk(uri), 'new\n');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode('mine\n'));
    const { document } = await vscode.window.showTextDocument(uri);
    assert.equal(document.getText(), 'mine\n');
    assert.match(reasonsOf(await takenBack(created)), /would be deleted, but was changed/);
  });

  it('are taken back as a whole, by a merge where the file moved on, and not half where one cannot', async () => {
    const before = lines('a', 'b', 'c', 'd');
    const after = lines('A', 'b', 'c', 'd');
    const [first, second] = [await save(name(), before), await save(name(), before)];
    const files = [first, second].map((uri) => ({ uri, before, after }));
    const result = await changes.applyChange({ label: 'both', files });
    idOf(result);
    const editor = await vscode.window.showTextDocument(first);
    await editor.edit((edit) => edit.insert(new vscode.Position(3, 1), ' later'));
    const back = await takenBack(result);
    idOf(back);
    assert.deepEqual([await text(first), await text(second)], [lines('a', 'b', 'c', 'd later'), before]);
    idOf(await takenBack(back));
    assert.deepEqual([await text(first), await text(second)], [lines('A', 'b', 'c', 'd later'), after]);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 1), ' mine'));
    assert.match(reasonsOf(await takenBack(result)), /changed at the same place/);
    assert.equal(await text(second), after);
  });

  it('are in the list before the first file is touched, with the text that saving made of them', async () => {
    const uri = await save(name(), 'a\n');
    let seen: boolean | undefined;
    const watch = vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document.uri.toString() === uri.toString())
        seen ??= changeLog.list().some(({ label, isFinished }) => label === 'seen' && !isFinished);
    });
    const settings = vscode.workspace.getConfiguration('files');
    await settings.update('insertFinalNewline', true, vscode.ConfigurationTarget.Global);
    const result = await changes.applyChange({ label: 'seen', files: [{ uri, before: 'a\n', after: 'a\nb' }] });
    await settings.update('insertFinalNewline', undefined, vscode.ConfigurationTarget.Global);
    watch.dispose();
    assert.deepEqual([seen, onDisk(uri), changeLog.get(idOf(result))?.files[0]?.after], [true, 'a\nb\n', 'a\nb\n']);
  });

  it('are refused where a file is secret, read-only, no text or a folder, and none of the others is changed', async () => {
    const fine = await save(name(), 'a\n');
    const tried = async (uri: vscode.Uri): Promise<string> => {
      const files = [
        { uri: fine, before: 'a\n', after: 'b\n' },
        { uri, before: 'a\n', after: 'b\n' },
      ];
      return reasonsOf(await changes.applyChange({ label: 'refused', files }));
    };
    const locked = await save(name(), 'a\n');
    chmodSync(locked.fsPath, 0o444);
    assert.match(await tried(await save('.env', 'a\n')), /\.env is never changed: it is excluded by its name/);
    assert.match(await tried(locked), /is read-only/);
    assert.match(await tried(await save(name('bin'), '\0\0\u0001\0\0\0PNG\0\0\0')), /is no text/);
    assert.match(await tried(vscode.Uri.joinPath(fine, '..')), /is a folder/);
    assert.equal(await text(fine), 'a\n');
  });

  it('stay in memory in a document that is in no file', async () => {
    const untitled = await vscode.workspace.openTextDocument({ content: 'a\n' });
    const result = await changes.applyChange({
      label: 'untitled',
      files: [{ uri: untitled.uri, before: 'a\n', after: 'b\n' }],
    });
    idOf(result);
    assert.deepEqual([untitled.getText(), untitled.isUntitled], ['b\n', true]);
    await vscode.window.showTextDocument(untitled);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('stay in memory in a cell of a notebook', async () => {
    const cell = { cell_type: 'code', metadata: {}, execution_count: null, outputs: [], source: ['a = 1\n', 'b = 2'] };
    const file = await save(
      'cells.ipynb',
      JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell] }),
    );
    const saved = onDisk(file);
    const notebook = await vscode.workspace.openNotebookDocument(file);
    await vscode.window.showNotebookDocument(notebook);
    const { document } = notebook.cellAt(0);
    const result = await changes.applyChange({
      label: 'cell',
      files: [{ uri: document.uri, before: 'a = 1\nb = 2', after: 'a = 1\nb = 3' }],
    });
    assert.deepEqual([document.getText(), onDisk(file)], ['a = 1\nb = 3', saved], JSON.stringify(result));
    idOf(await takenBack(result));
    assert.equal(document.getText(), 'a = 1\nb = 2');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('are refused where they cannot be recorded, and the file stays', async () => {
    const uri = await save(name(), 'a\n');
    const broken = new FileChanges({ changeLog: () => Promise.reject(new Error('No disk.')), privacy, log });
    const files = [{ uri, before: 'a\n', after: 'b\n' }];
    assert.match(reasonsOf(await broken.applyChange({ label: 'unkept', files })), /could not be recorded.*No disk\./);
    assert.deepEqual([await text(uri), onDisk(uri)], ['a\n', 'a\n']);
  });
});
