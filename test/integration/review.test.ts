import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { changeStore } from '../../src/editor/edit/changes/changeStore';
import { FileChanges } from '../../src/editor/edit/changes/fileChanges';
import { CodeReviews } from '../../src/editor/edit/review/codeReviews';
import { FindingActions } from '../../src/editor/edit/review/findingActions';
import { FindingComments, type ShownFinding } from '../../src/editor/edit/review/findingComments';
import { FixDocuments } from '../../src/editor/edit/review/fixDocuments';
import { changedMaterial, codeMaterial } from '../../src/editor/edit/review/reviewMaterial';
import type { DiffScope } from '../../src/editor/git/gitDiff';
import { FilePrivacy } from '../../src/editor/privacy/filePrivacy';
import { defaultPolicy } from '../../src/engine/failover/api/policy';
import { createEngine } from '../../src/engine/failover/createEngine';
import { systemClock } from '../../src/engine/model';
import type { ProviderConfig } from '../../src/engine/model/provider/providerConfig';
import { createProvider } from '../../src/engine/providers/registry/createProvider';
import { routesOf } from '../../src/engine/providers/registry/routes';
import { LateDatabase } from '../../src/engine/storage';
import { GitFolder } from './gitFolder';
import { eventually, lastBodies, setFault } from './lab';

const original = `export function same(a, b) {\n  return a;\n}\n\nexport function size(list) {\n  return list.length;\n}\n`;
const edited = original.replace('return a;', 'return a == b;').replace('return list', 'var all = list;\n  return all');
const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const vendors = ['anthropic', 'openai', 'ollama'];

describe('a review', function () {
  this.timeout(120_000);
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  const privacy = new FilePrivacy(quiet, systemClock);
  const comments = new FindingComments();
  const database = new LateDatabase({ clock: systemClock, log: quiet }, Promise.resolve());
  const fileChanges = new FileChanges({ changeLog: changeStore(database, systemClock), privacy, log: quiet });
  const documents = new FixDocuments();
  const actions = new FindingActions(comments, documents, fileChanges);
  const engine = createEngine({
    clock: systemClock,
    random: () => 0.5,
    log: quiet,
    consent: { decided: () => true, ask: () => Promise.resolve(true) },
    policy: () => defaultPolicy,
  });
  const reviews = new CodeReviews({
    manager: engine.manager,
    prepare: () => Promise.resolve(),
    privacy,
    log: quiet,
    comments,
  });
  let repository: GitFolder;

  before(async () => {
    const entries = vscode.workspace.getConfiguration('everpair').get<readonly object[]>('providers', []);
    const configs = entries.map((entry) => ({ headers: {}, enabled: true, ...entry }) as unknown as ProviderConfig);
    engine.manager.setChain(
      configs.map((config) => ({
        provider: createProvider(config, { apiKey: () => Promise.resolve('lab'), fetch, clock: systemClock }),
        label: config.label,
        ...routesOf(config),
      })),
    );
    await vscode.workspace.getConfiguration('git').update('enabled', true, vscode.ConfigurationTarget.Global);
    repository = new GitFolder(vscode.Uri.joinPath(folder.uri, 'reviewed'));
    repository.put('src/same.ts', original);
    repository.put('.env', 'PASSWORD=old\n');
    repository.commit('Add the first functions');
    await repository.opened();
  });

  beforeEach(async () => {
    for (const vendor of vendors) await setFault(vendor, 'none');
    engine.manager.resetHealth();
    comments.dismiss(comments.all);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    repository.git('checkout', '-q', '-f', 'main');
    repository.git('clean', '-qfd');
    repository.put('src/same.ts', edited);
  });

  after(async () => {
    await vscode.workspace.getConfiguration('git').update('enabled', false, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    repository.remove();
    for (const part of [comments, documents, engine, privacy, database]) part.dispose();
  });

  /** Not awaited to its end, which is a notification that stays. */
  function review(scope: DiffScope): void {
    void reviews.review('reviewed', (signal) => changedMaterial(repository.root, scope, privacy, signal));
  }
  const placed = (): readonly string[] =>
    comments.all.map(({ uri, thread }) => `${uri.path.split('/').at(-1)}:${thread.range?.start.line}`);
  async function reviewed(scope: DiffScope, wanted: readonly string[]): Promise<readonly ShownFinding[]> {
    review(scope);
    await eventually(placed, (now) => JSON.stringify(now) === JSON.stringify(wanted));
    await vscode.commands.executeCommand('notifications.clearAll');
    return comments.all;
  }

  it('puts findings at the lines that they are about, new files and all, and sends nothing of a secret file', async () => {
    repository.put('src/new.ts', 'export const run = (text) => eval(text);\n');
    repository.put('.env', 'PASSWORD=ENVMARK5\n');
    const [evil, same] = await reviewed({ type: 'uncommitted' }, ['new.ts:0', 'same.ts:1', 'same.ts:5']);
    assert.equal(evil?.thread.label, 'Error');
    assert.equal(same?.thread.label, 'Warning');
    assert.deepEqual([evil.thread.contextValue, same.thread.contextValue], ['finding', 'fix']);
    assert.ok(((await lastBodies('anthropic')).at(-1) ?? '').includes('eval(text)'));
    for (const vendor of vendors) assert.doesNotMatch((await lastBodies(vendor)).join('\n'), /ENVMARK/);
  });

  it('is about what is staged alone', async () => {
    repository.put('src/same.ts', original.replace('return a;', 'return a == b;'));
    repository.git('add', '-A');
    repository.put('src/same.ts', `// One line more.\n${edited}`);
    // The line stands elsewhere by now.
    await reviewed({ type: 'staged' }, ['same.ts:2']);
    assert.ok(!((await lastBodies('anthropic')).at(-1) ?? '').includes('var all'));
  });

  it('is about all since the branch left another', async () => {
    repository.git('checkout', '-q', '-B', 'work');
    repository.commit('Compare');
    await reviewed({ type: 'branch', name: 'main' }, ['same.ts:1', 'same.ts:5']);
  });

  it('is about selected lines', async () => {
    const uri = repository.at('src/same.ts');
    const range = new vscode.Range(4, 0, 7, 0);
    void reviews.review('same.ts', () => codeMaterial({ uri, range }, privacy));
    await eventually(placed, (now) => now.join() === 'same.ts:5');
    assert.ok(!((await lastBodies('anthropic')).at(-1) ?? '').includes('a == b'));
  });

  it('keeps findings at their lines while the file is edited', async () => {
    const [first] = await reviewed({ type: 'uncommitted' }, ['same.ts:1', 'same.ts:5']);
    const editor = await vscode.window.showTextDocument(repository.at('src/same.ts'));
    await editor.edit((edit) => edit.insert(new vscode.Position(3, 0), '// below\n// below\n'));
    assert.deepEqual(placed(), ['same.ts:1', 'same.ts:7']);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// above\n'));
    assert.deepEqual(placed(), ['same.ts:2', 'same.ts:8']);
    await editor.edit((edit) => edit.delete(new vscode.Range(0, 0, 1, 0)));
    assert.deepEqual(placed(), ['same.ts:1', 'same.ts:7']);
    assert.equal(editor.document.lineAt(first?.thread.range?.start.line ?? 0).text, '  return a == b;');
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('applies a fix in one step of undo, and counts the finding as resolved', async () => {
    const [first] = await reviewed({ type: 'uncommitted' }, ['same.ts:1', 'same.ts:5']);
    assert.ok(first);
    const { document } = await vscode.window.showTextDocument(repository.at('src/same.ts'));
    await actions.applyFix(first);
    assert.equal(document.getText(), edited.replace('a == b', 'a === b'));
    assert.equal(first.thread.state, vscode.CommentThreadState.Resolved);
    assert.equal(comments.open.length, 1);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), edited);
    await document.save();
  });

  it('refuses a fix whose lines are others by now, and writes nothing', async () => {
    const [first] = await reviewed({ type: 'uncommitted' }, ['same.ts:1', 'same.ts:5']);
    assert.ok(first);
    const editor = await vscode.window.showTextDocument(repository.at('src/same.ts'));
    await editor.edit((edit) => edit.replace(new vscode.Range(1, 0, 1, 16), '  throw new Error();'));
    const moved = editor.document.getText();
    await actions.applyFix(first);
    assert.equal(editor.document.getText(), moved);
    assert.equal(first.thread.state, vscode.CommentThreadState.Unresolved);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('shows a fix as a difference before it is applied', async () => {
    const [first] = await reviewed({ type: 'uncommitted' }, ['same.ts:1', 'same.ts:5']);
    assert.ok(first);
    await actions.showFix(first);
    const shown = await eventually(
      () => vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'everpair-fix'),
      (document) => document !== undefined,
    );
    assert.equal(shown?.getText(), edited.replace('a == b', 'a === b'));
    assert.equal(comments.open.length, 2);
  });

  it('goes from one open finding to the next and back, round the end', async () => {
    await reviewed({ type: 'uncommitted' }, ['same.ts:1', 'same.ts:5']);
    const line = (): number | undefined => vscode.window.activeTextEditor?.selection.active.line;
    const lines: (number | undefined)[] = [];
    for (const by of [1, 1, 1, -1] as const) {
      await actions.go(by);
      lines.push(line());
    }
    assert.deepEqual(lines, [1, 5, 1, 5]);
  });

  it('is finished by the next provider when the first breaks off in the middle, each finding once', async () => {
    await setFault('anthropic', 'cut');
    await reviewed({ type: 'uncommitted' }, ['same.ts:1', 'same.ts:5']);
  });

  it('takes the place of the findings of an earlier one of the same files', async () => {
    await reviewed({ type: 'uncommitted' }, ['same.ts:1', 'same.ts:5']);
    repository.put('src/same.ts', original.replace('return a;', 'return a == b;'));
    await eventually(
      async () => (await vscode.workspace.openTextDocument(repository.at('src/same.ts'))).getText(),
      (text) => !text.includes('var all'),
    );
    await reviewed({ type: 'uncommitted' }, ['same.ts:1']);
  });
});
