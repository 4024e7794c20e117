import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { complete, open, save, write } from './documents';
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
  return requestFor(await open(name, content));
}

/** The request with which a completion at the cursor was made. */
async function requestFor(editor: vscode.TextEditor): Promise<string> {
  await complete(editor);
  const body = (await lastBodies('anthropic')).at(-1);
  const name = vscode.workspace.asRelativePath(editor.document.uri);
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
  it('has definitions of the names that are used, as soon as they are told, but not of excluded files', async () => {
    // Not opened, so that only their definitions tell of them.
    const declared = await save('declared.py', '  def parcelOf(order):\n    return "declaredmark"\n');
    const hidden = await save('ignored/declared.py', 'hidden = "hiddenmark"\n');
    const locations = [declared, hidden].map((file) => new vscode.Location(file, new vscode.Position(0, 0)));
    const provider = vscode.languages.registerDefinitionProvider('python', {
      async provideDefinition(document, position) {
        // Longer than a completion waits.
        await new Promise((resolve) => setTimeout(resolve, 500));
        return document.getText(document.getWordRangeAtPosition(position)) === 'parcelOf' ? locations : [];
      },
    });
    try {
      const using = (line: number): string => `# ${line}\nfrom declared import parcelOf\nparcelOf(1)\n`;
      const editor = await open('using.py', using(0));
      let asked = 0;
      const body = await eventually(
        async () => {
          // Another text in the same document: what was not told in time is there the next time.
          await write(editor, using((asked += 1)));
          return requestFor(editor);
        },
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
