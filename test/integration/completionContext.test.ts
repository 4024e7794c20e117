import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { complete, open } from './documents';
import { eventually, lastBodies, requestsSoFar } from './lab';

const settings = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('everpair');

/** Lines about orders, which look like those that the user writes, with a word by which they are known again. */
const ordersWith = (mark: string): string =>
  Array.from({ length: 40 }, (_, index) => `const order${index % 5} = shipOrder(customer, ${index}); // ${mark}`).join(
    '\n',
  );

const typing = 'const order = shipOrder(customer, 1);\nfunction ship(order, customer) {';

/** The request with which a completion of a file that nobody asked about before was made. */
async function requestIn(name: string, content: string): Promise<string> {
  const editor = await open(name, content);
  await complete(editor);
  const body = (await lastBodies('anthropic')).at(-1);
  assert.ok(body !== undefined && body.includes(name), 'The last request is about another file.');
  return body;
}

describe('the context of a completion', () => {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  const gitIgnore = vscode.Uri.joinPath(folder.uri, '.gitignore');

  before(async () => {
    await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(folder.uri, '.git'));
    await vscode.workspace.fs.writeFile(gitIgnore, new TextEncoder().encode('ignored/\nignored*.js\n'));
  });

  after(async () => {
    await settings().update('exclude', undefined, vscode.ConfigurationTarget.Global);
    await vscode.workspace.fs.delete(gitIgnore);
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder.uri, '.git'), { recursive: true });
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  afterEach(() => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

  async function assertNobodyIsAsked(name: string): Promise<void> {
    await open(name, typing);
    const before = await requestsSoFar();
    await vscode.commands.executeCommand('everpair.triggerCompletion');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    assert.deepEqual(await requestsSoFar(), before);
  }

  it('is nobody’s in a file that git ignores', () => assertNobodyIsAsked('ignored/here.js'));

  it('is nobody’s in a file that the user excludes', async () => {
    await settings().update('exclude', { '*.private.js': true }, vscode.ConfigurationTarget.Global);
    await assertNobodyIsAsked('deep/here.private.js');
  });

  it('has what looks alike in another open file, and nothing of files that are excluded', async () => {
    await open('open-orders.js', ordersWith('openmark'));
    await open('ignored-orders.js', ordersWith('gitmark'));
    await open('orders.private.js', ordersWith('usermark'));
    await open('.env', ordersWith('secretmark'));
    // The first request may go before all that is open was read.
    let asked = 0;
    const body = await eventually(
      () => requestIn(`writing${(asked += 1)}.js`, typing),
      (text) => text.includes('openmark'),
    );
    assert.match(body, /open-orders\.js/);
    const all = [...(await lastBodies('anthropic')), ...(await lastBodies('openai')), ...(await lastBodies('ollama'))];
    assert.ok(all.length > 0);
    for (const mark of ['gitmark', 'usermark', 'secretmark']) {
      assert.deepEqual(
        all.filter((text) => text.includes(mark)),
        [],
        mark,
      );
    }
  }).timeout(120_000);

  // In a language without a server of its own, whose start would be waited for.
  it('has definitions of the names that are used, but not of excluded files', async () => {
    const declared = await open('declared.py', '  def parcelOf(order):\n    return "declaredmark"\n');
    const hidden = await open('ignored/declared.py', 'hidden = "hiddenmark"\n');
    const locations = [declared, hidden].map(({ document }) => new vscode.Location(document.uri, new vscode.Position(0, 0))); // prettier-ignore
    const provider = vscode.languages.registerDefinitionProvider('python', {
      provideDefinition: (document, position) =>
        document.getText(document.getWordRangeAtPosition(position)) === 'parcelOf' ? locations : [],
    });
    try {
      let asked = 0;
      const body = await eventually(
        // What was not told in time is there the next time.
        () => requestIn('using.py', `# ${(asked += 1)}\nfrom declared import parcelOf\nparcelOf(1)\n`),
        (text) => text.includes('declaredmark'),
      );
      assert.doesNotMatch(body, /hiddenmark/);
    } finally {
      provider.dispose();
    }
  }).timeout(120_000);

  it('does not wait for definitions that take long', async () => {
    let asked = 0;
    const provider = vscode.languages.registerDefinitionProvider('javascript', {
      provideDefinition: () => {
        asked += 1;
        return new Promise(() => undefined);
      },
    });
    try {
      // It never answers, so that a completion that waited for it would never come.
      await requestIn('slow.js', `import { parcelOf } from './declared';\nparcelOf(1);\n${typing}`);
      assert.ok(asked > 0);
    } finally {
      provider.dispose();
    }
  });
});
