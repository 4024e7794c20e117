import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { complete, lastRequestText, open, save, write } from './documents';
import { eventually, lastBodies } from './lab';

const settings = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('everpair');

/**
 * Lines about orders, which look like those that the user writes, with a word by which they are known again. Few, so that
 * those of all files fit into one request.
 */
const ordersWith = (mark: string): string =>
  Array.from({ length: 8 }, (_, index) => `const order${index % 5} = shipOrder(customer, ${index}); // ${mark}`).join(
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

  let asked = 0;
  const elsewhere = mkdtempSync(path.join(tmpdir(), 'everpair-elsewhere-'));

  before(async () => {
    await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(folder.uri, '.git'));
    await vscode.workspace.fs.writeFile(gitIgnore, new TextEncoder().encode('ignored/\nignored*.js\n'));
    // The system takes its time to tell that the rules are new.
    await eventually(
      () => isAskedFor(`ignored/new${asked}.js`),
      (isAsked) => !isAsked,
    );
  });

  after(async () => {
    await settings().update('exclude', undefined, vscode.ConfigurationTarget.Global);
    await vscode.workspace.fs.delete(gitIgnore);
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder.uri, '.git'), { recursive: true });
    rmSync(elsewhere, { recursive: true });
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  afterEach(() => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

  /** Whether a completion in a new file of this name, asked for by the user, went to anybody. */
  async function isAskedFor(name: string): Promise<boolean> {
    asked += 1;
    const mark = `nobodymark${asked}.`;
    await open(name, `// ${mark}\n${typing}`);
    await vscode.commands.executeCommand('everpair.triggerCompletion');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const bodies = await Promise.all(['anthropic', 'openai', 'ollama'].map((provider) => lastBodies(provider)));
    return bodies.flat().some((body) => body.includes(mark));
  }

  async function assertNobodyIsAsked(name: string): Promise<void> {
    assert.equal(await isAskedFor(name), false);
  }

  it('is nobody’s in a file that git ignores', () => assertNobodyIsAsked('ignored/here.js'));

  it('is nobody’s in a file that git ignores for this user everywhere', () =>
    assertNobodyIsAsked('deep/everywhere-ignored.js'));

  it('is nobody’s in a file that the user excludes', async () => {
    await settings().update('exclude', { '*.private.js': true }, vscode.ConfigurationTarget.Global);
    await assertNobodyIsAsked('deep/here.private.js');
  });

  it('has what looks alike in another open file, and nothing of files that are excluded', async () => {
    await open('open-orders.js', ordersWith('openmark'));
    await open('ignored-orders.js', ordersWith('gitmark'));
    await open('everywhere-ignored-orders.js', ordersWith('globalmark'));
    await open('orders.private.js', ordersWith('usermark'));
    const { document: secret } = await open('.env', ordersWith('secretmark'));
    // Another language would count for less.
    await vscode.languages.setTextDocumentLanguage(secret, 'javascript');
    const outside = path.join(elsewhere, 'orders-of-others.js');
    writeFileSync(outside, ordersWith('outsidemark'));
    await vscode.window.showTextDocument(vscode.Uri.file(outside), { preview: false });
    const untitled = { language: 'javascript', content: ordersWith('untitledmark') };
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(untitled), { preview: false });
    // Read last, so that with it all others were.
    await open('last-orders.js', ordersWith('lastmark'));
    // The first request may go before all that is open was read.
    let asked = 0;
    const body = await eventually(
      () => requestIn(`writing${(asked += 1)}.js`, typing),
      (text) => ['openmark', 'lastmark'].every((mark) => text.includes(mark)),
    );
    assert.match(body, /open-orders\.js/);
    const all = [...(await lastBodies('anthropic')), ...(await lastBodies('openai')), ...(await lastBodies('ollama'))];
    assert.ok(all.length > 0);
    const marks = ['git', 'global', 'user', 'secret', 'outside', 'untitled'].map((kind) => `${kind}mark`);
    assert.deepEqual(
      marks.filter((mark) => all.some((text) => text.includes(mark))),
      [],
    );
  }).timeout(120_000);

  it('is told of with what was kept back and why, for all these files', async () => {
    const told = await lastRequestText();
    const [, keptBack = ''] = /## What was kept back\n([\s\S]*?)\n## /.exec(told) ?? [];
    const rules: Readonly<Record<string, string>> = {
      '.env': 'its name, which',
      'ignored-orders.js': '"ignored*.js"',
      'everywhere-ignored-orders.js': '"everywhere-ignored*"',
      'orders.private.js': '"*.private.js"',
      'orders-of-others.js': 'its place outside the workspace',
      'Untitled-1': 'being in no file yet',
    };
    for (const [name, rule] of Object.entries(rules)) {
      const line = keptBack.split('\n').find((each) => each.startsWith(`- \`${name}\`: excluded by `)) ?? '';
      assert.ok(line.includes(rule), `${name} in ${keptBack}`);
    }
  });

  it('is the file alone where that is in no folder of the workspace', async () => {
    await open('more-orders.js', ordersWith('morespecialmark'));
    const outside = path.join(elsewhere, 'writing-elsewhere.js');
    writeFileSync(outside, typing);
    const editor = await vscode.window.showTextDocument(vscode.Uri.file(outside));
    editor.selection = new vscode.Selection(new vscode.Position(2, 0), new vscode.Position(2, 0));
    await complete(editor);
    const body = (await lastBodies('anthropic')).at(-1) ?? '';
    assert.match(body, /writing-elsewhere\.js/);
    assert.doesNotMatch(body, /orders?mark|specialmark|openmark/);
    assert.ok(!body.includes(elsewhere), 'the place of the file tells about its user');
  });

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
