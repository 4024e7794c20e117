import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { GitFolder } from './gitFolder';
import { eventually, lastBodies, requestsSoFar, setFault } from './lab';

const original = `export function same(a, b) {\n  return a;\n}\n\nexport function size(list) {\n  return list.length;\n}\n`;
const edited = original.replace('return a;', 'return a == b;').replace('return list', 'var all = list;\n  return all');

/** Ids of providers of the lab. */
const vendors = ['anthropic', 'openai', 'ollama'];

describe('a commit message', function () {
  this.timeout(120_000);
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  let repository: GitFolder;
  const box = async (): Promise<{ value: string }> => (await repository.opened()).inputBox;
  const sent = async (): Promise<string> => (await Promise.all(vendors.map(lastBodies))).flat().join('\n');

  before(async () => {
    await vscode.workspace.getConfiguration('git').update('enabled', true, vscode.ConfigurationTarget.Global);
    repository = new GitFolder(vscode.Uri.joinPath(folder.uri, 'committed'));
    repository.put('src/same.ts', original);
    repository.put('src/deep/gone.ts', 'export const gone = 1;\n');
    repository.put('secret.env', 'PASSWORD=old\n');
    repository.commit('Add the first functions');
    await repository.opened();
  });

  beforeEach(async () => {
    for (const vendor of vendors) await setFault(vendor, 'none');
    await vscode.commands.executeCommand('everpair.resetHealth');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    repository.git('reset', '-q', '--hard');
    repository.git('clean', '-qfd');
    (await box()).value = '';
    await vscode.commands.executeCommand('git.refresh', repository.root);
  });

  after(async () => {
    await vscode.workspace.getConfiguration('git').update('enabled', false, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    repository.remove();
  });

  const write = (): Thenable<unknown> =>
    vscode.commands.executeCommand('everpair.generateCommitMessage', { rootUri: repository.root });
  const filled = (): Promise<string> =>
    eventually(
      async () => (await box()).value,
      (value) => value.startsWith('Change'),
    );
  /** To its end: what it says stays until it is closed. */
  async function written(): Promise<void> {
    let isOver = false;
    void write().then(() => (isOver = true));
    await eventually(
      async () => {
        await vscode.commands.executeCommand('notifications.clearAll');
        return isOver;
      },
      (over) => over,
    );
  }

  it('is about what is staged, and goes into the box of the repository', async () => {
    repository.put('src/same.ts', edited);
    repository.put('src/other.ts', 'export const OTHERMARK = 1;\n');
    repository.git('add', 'src/same.ts');
    await write();
    assert.equal((await box()).value, 'Change committed/src/same.ts');
    const body = (await lastBodies('anthropic')).at(-1) ?? '';
    assert.ok(body.includes('return a == b;') && body.includes('Add the first functions'));
    assert.ok(!body.includes('OTHERMARK'));
  });

  it('is about all changes where nothing is staged: new files too, and none that may not leave', async () => {
    repository.put('src/same.ts', edited);
    repository.put('src/new.ts', 'export const fresh = 1;\n');
    repository.put('secret.env', 'PASSWORD=ENVMARK3\n');
    repository.put('.env', 'PASSWORD=ENVMARK4\n');
    void write();
    await filled();
    assert.equal((await box()).value, 'Change committed/src/same.ts and committed/src/new.ts');
    const body = (await lastBodies('anthropic')).at(-1) ?? '';
    assert.ok(body.includes('+export const fresh = 1;'));
    assert.match(body, /2 more changed files are not shown/);
    assert.doesNotMatch(await sent(), /ENVMARK|secret\.env/);
  });

  it('takes along what stands in the box, and leaves it where nobody can answer', async () => {
    repository.put('src/same.ts', edited);
    (await box()).value = 'DRAFTMARK';
    for (const vendor of vendors) await setFault(vendor, 'unauthorized');
    const earlier = await requestsSoFar();
    await written();
    const now = await requestsSoFar();
    for (const vendor of vendors) assert.ok((now[vendor] ?? 0) > (earlier[vendor] ?? 0), vendor);
    assert.equal((await box()).value, 'DRAFTMARK');
    for (const vendor of vendors) await setFault(vendor, 'none');
    await vscode.commands.executeCommand('notifications.clearAll');
    await vscode.commands.executeCommand('everpair.resetHealth');
    void write();
    await filled();
    assert.ok(((await lastBodies('anthropic')).at(-1) ?? '').includes('DRAFTMARK'));
  });

  it('is whole though the first provider breaks off in the middle of it', async () => {
    repository.put('src/same.ts', edited);
    await setFault('anthropic', 'cut');
    void write();
    await filled();
    assert.equal((await box()).value, 'Change committed/src/same.ts');
  });

  it('is none where nothing has changed', async () => {
    const earlier = await requestsSoFar();
    await written();
    assert.deepEqual(await requestsSoFar(), earlier);
    assert.equal((await box()).value, '');
  });
});
