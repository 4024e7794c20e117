import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { ActiveEditor } from '../../src/editor/chat/activeEditor';
import { type ChatContext, createChatContext } from '../../src/editor/chat/context';
import { FilePrivacy } from '../../src/editor/privacy/filePrivacy';
import type { Attachment } from '../../src/engine/chat/conversation/attachment';
import { attachmentBlock, attachmentTokens } from '../../src/engine/chat/request/attachmentBlock';
import type { ManagerStatus } from '../../src/engine/failover/api/providerManager';
import { systemClock } from '../../src/engine/model';
import { eventually } from './lab';

const token = `ghp_${'aB3dE5gH7j'.repeat(4).slice(0, 36)}`;
/** In no attachment, whatever is mentioned. */
const never = [token, 'ENVMARK', 'IGNOREDMARK', 'EXCLUDEDMARK', 'OUTSIDEMARK'];

const files: Readonly<Record<string, string>> = {
  '.gitignore': 'out/\n',
  'src/parser.ts': `export function parseOrder(text: string): Order {\n  return JSON.parse(text) as Order;\n}\n\nexport const last = 1;\n`,
  'src/retryBudget.ts': `/** How many times an order is sent again. */\nexport class RetryBudget {\n  left = 3;\n}\n`,
  'src/withToken.ts': `const token = '${token}';\nexport const shipOrder = token;\n`,
  '.env': 'PASSWORD=ENVMARK\n',
  'out/built.ts': 'export const retryBudget = "IGNOREDMARK";\n',
  'src/mine.local.ts': 'export const retryBudget = "EXCLUDEDMARK";\n',
  'AGENTS.md': 'Nested rule: tabs.\n',
};
const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

describe('what is mentioned in the chat', function () {
  this.timeout(120_000);
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  const repository = vscode.Uri.joinPath(folder.uri, 'mentioned');
  const at = (name: string): vscode.Uri => vscode.Uri.joinPath(repository, name);
  const outside = mkdtempSync(path.join(tmpdir(), 'everpair-outside-'));
  const git = (...args: readonly string[]): void => {
    const identity = ['-c', 'user.name=A', '-c', 'user.email=a@b.example', '-c', 'commit.gpgsign=false'];
    execFileSync('git', [...identity, ...args], { cwd: repository.fsPath });
  };
  const put = (name: string, text: string): void => {
    const file = at(name).fsPath;
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  };

  const privacy = new FilePrivacy(quiet, systemClock);
  const editor = new ActiveEditor(privacy);
  let window: number | undefined = 200_000;
  const status = { providers: [{ contextWindow: 200_000 }] } as unknown as ManagerStatus;
  const manager = {
    status: () => ({ ...status, providers: [{ contextWindow: window }] }) as unknown as ManagerStatus,
  };
  let draft = '';
  let current: string | undefined;
  const { context, disposable } = createChatContext({ editor, privacy, manager, draft: () => draft, log: quiet });
  let server: Server;
  let page = '';

  before(async () => {
    for (const [name, text] of Object.entries(files)) put(name, text);
    git('init', '-q', '-b', 'main');
    git('add', '.');
    git('add', '-f', '.env');
    git('commit', '-q', '-m', 'First order');
    await vscode.workspace.fs.writeFile(
      vscode.Uri.joinPath(folder.uri, 'AGENTS.md'),
      new TextEncoder().encode('Top rule: be brief.\n'),
    );
    writeFileSync(path.join(outside, 'notes.txt'), 'OUTSIDEMARK\n');
    await vscode.workspace
      .getConfiguration('everpair')
      .update('exclude', { '**/*.local.ts': true }, vscode.ConfigurationTarget.Global);
    await vscode.workspace.getConfiguration('git').update('enabled', true, vscode.ConfigurationTarget.Global);
    server = createServer((request, response) => {
      if (request.url === '/leads') response.writeHead(302, { location: 'http://127.0.0.2:1/' }).end();
      else
        response
          .writeHead(200, { 'content-type': 'text/html' })
          .end(`<title>Doc</title><script>evil()</script><h1>API</h1><p>${token}</p>`);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    page = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  after(async () => {
    server.close();
    disposable.dispose();
    editor.dispose();
    privacy.dispose();
    await vscode.workspace.getConfiguration('everpair').update('exclude', undefined, vscode.ConfigurationTarget.Global);
    await vscode.workspace.getConfiguration('git').update('enabled', false, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(repository, { recursive: true });
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder.uri, 'AGENTS.md'));
    rmSync(outside, { recursive: true });
  });

  beforeEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    context.sent();
    window = 200_000;
    draft = '';
  });

  /** The id of the item of this kind that the picker shows for the query. */
  async function idOf(within: string, query: string, label: RegExp): Promise<string> {
    const { items, note } = await context.find(query, within);
    const found = items.find((item) => label.test(item.label));
    assert.ok(found, `${within} ${query}: ${JSON.stringify(items.map((item) => item.label))} ${note ?? ''}`);
    return found.id;
  }

  /** What is sent of mentions: the file that the user worked in goes along by itself. */
  async function sent(prompt = 'Why?'): Promise<readonly Attachment[]> {
    const { attachments } = await context.collect(prompt);
    const text = attachments.map(attachmentBlock).join('\n');
    for (const mark of never) assert.ok(!text.includes(mark), `${mark} in ${text.slice(0, 2_000)}`);
    current = attachments.find(({ isCurrent }) => isCurrent)?.path;
    return attachments.filter(({ kind, isCurrent }) => kind !== 'rules' && isCurrent === undefined);
  }

  const chipOf = (id: string): ReturnType<ChatContext['chips']>[number] => {
    const chip = context.chips().find((each) => each.id === id);
    assert.ok(chip);
    return chip;
  };

  it('is offered as kinds, with what was open first', async () => {
    await vscode.window.showTextDocument(at('src/parser.ts'));
    const { items } = await context.find('');
    assert.equal(items[0]?.label, 'parser.ts');
    const kinds = new Set(items.map(({ kind }) => kind));
    for (const kind of ['file', 'folder', 'symbol', 'problems', 'changes', 'commit', 'codebase', 'page'] as const)
      assert.ok(kinds.has(kind), kind);
  });

  it('is a file, whole and with secrets masked', async () => {
    await context.addMention(await idOf('open:file', 'withToken', /^withToken\.ts$/));
    const [file, ...rest] = await sent();
    assert.deepEqual(rest, []);
    assert.equal(file?.text, "const token = '***';\nexport const shipOrder = token;\n");
    assert.equal(file.path, 'mentioned/src/withToken.ts');
    assert.deepEqual(file.masked, ['a GitHub token']);
  });

  it('is no file that is ignored, excluded or secret: none of them is offered', async () => {
    for (const name of ['built.ts', 'mine.local', '.env']) {
      const { items } = await context.find(name, 'open:file');
      assert.ok(!items.some(({ detail }) => detail.includes(name)), JSON.stringify(items));
    }
  });

  it('is a file that was saved a moment ago', async () => {
    put('src/brandNewThing.ts', 'x\n');
    await eventually(
      async () => (await context.find('brandNewThing', 'open:file')).items.map(({ label }) => label),
      (labels) => labels[0] === 'brandNewThing.ts',
    );
    rmSync(at('src/brandNewThing.ts').fsPath);
  });

  it('is a dropped file, also from outside the workspace, yet never one with secrets by its name', async () => {
    await context.drop([at('.env').toString(), at('src/parser.ts').toString(), 'file:///nowhere/x', 'no address']);
    const attachments = await sent();
    assert.deepEqual(
      attachments.map((each) => each.path),
      ['mentioned/src/parser.ts'],
    );
    const chip = chipOf(`file:${at('.env').toString()}`);
    assert.equal(chip.note, 'nothing to send');
    assert.match(chip.missing ?? '', /\.env is not sent: excluded by its name/);
  });

  it('is a folder: its listing, its files, and a word on what stays here', async () => {
    const id = await idOf('open:folder', 'mentioned', /^mentioned\/$/);
    await context.addMention(id);
    const attachments = await sent();
    assert.equal(
      attachments[0]?.text,
      'mentioned/\n  .gitignore\n  AGENTS.md\n  src/\n    parser.ts\n    retryBudget.ts\n    withToken.ts',
    );
    const whole = ['.gitignore', 'AGENTS.md', 'src/parser.ts', 'src/retryBudget.ts', 'src/withToken.ts']
      .map((name) => `mentioned/${name}`)
      .filter((name) => name !== current);
    assert.deepEqual(
      attachments
        .slice(1)
        .map((each) => each.path)
        .sort(),
      whole,
    );
    assert.match(chipOf(id).missing ?? '', /\.env is not sent/);
  });

  it('is a folder of which only a part fits, and the chip says so', async () => {
    put('src/large.ts', 'export const large = 1;\n'.repeat(3_000));
    await eventually(
      async () => (await context.find('large.ts', 'open:file')).items[0]?.label,
      (label) => label === 'large.ts',
    );
    const id = await idOf('open:folder', 'mentioned', /^mentioned\/$/);
    await context.addMention(id);
    window = 4_000;
    const attachments = await sent();
    rmSync(at('src/large.ts').fsPath);
    const tokens = attachments.reduce((sum, each) => sum + attachmentTokens(each), 0);
    assert.ok(tokens > 100 && tokens <= 4_000 * 0.7, String(tokens));
    assert.match(chipOf(id).missing ?? '', /do(?:es)? not fit/);
  });

  it('is a symbol with the lines that declare it', async () => {
    const range = new vscode.Range(0, 0, 2, 1);
    const provider = vscode.languages.registerDocumentSymbolProvider(
      { pattern: '**/mentioned/src/parser.ts' },
      {
        provideDocumentSymbols: () => [
          new vscode.DocumentSymbol('parseOrder', '', vscode.SymbolKind.Function, range, range),
        ],
      },
    );
    try {
      await vscode.window.showTextDocument(at('src/parser.ts'));
      const id = await idOf('open:symbol', 'parseOrder', /^parseOrder$/);
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await context.addMention(id);
      const symbol = (await sent()).find(({ kind }) => kind === 'symbol');
      assert.equal(
        symbol?.text.trimEnd(),
        'export function parseOrder(text: string): Order {\n  return JSON.parse(text) as Order;\n}',
      );
      assert.deepEqual([symbol.lines.first, symbol.lines.last], [1, 3]);
    } finally {
      provider.dispose();
    }
  });

  it('is a selection that stays when something else is selected', async () => {
    const shown = await vscode.window.showTextDocument(at('src/parser.ts'));
    shown.selection = new vscode.Selection(0, 0, 2, 0);
    assert.ok(await context.addSelection());
    await vscode.window.showTextDocument(at('src/retryBudget.ts'));
    const selection = (await sent()).find(({ kind }) => kind === 'selection');
    assert.equal(
      selection?.text.trimEnd(),
      'export function parseOrder(text: string): Order {\n  return JSON.parse(text) as Order;',
    );
  });

  it('is all open editors but those that stay here', async () => {
    for (const name of ['src/parser.ts', 'src/retryBudget.ts', 'src/mine.local.ts', '.env'])
      await vscode.window.showTextDocument(at(name), { preview: false });
    await vscode.window.showTextDocument(at('src/parser.ts'));
    const item = (await context.find('')).items.find(({ kind }) => kind === 'editors');
    assert.ok(item);
    await context.addMention(item.id);
    const paths = (await sent()).map((each) => each.path);
    assert.deepEqual([current, paths], ['mentioned/src/parser.ts', ['mentioned/src/retryBudget.ts']]);
    assert.match(chipOf(item.id).missing ?? '', /mine\.local\.ts is not sent.*everpair\.exclude/s);
  });

  it('is the problems of all files that may be sent, with their lines', async () => {
    const problems = vscode.languages.createDiagnosticCollection('mentions');
    const error = (line: number): vscode.Diagnostic =>
      new vscode.Diagnostic(new vscode.Range(line, 0, line, 5), `Wrong, ${token}`, vscode.DiagnosticSeverity.Error);
    problems.set(at('src/parser.ts'), [error(4)]);
    problems.set(at('src/mine.local.ts'), [error(0)]);
    problems.set(at('src/withToken.ts'), [error(0)]);
    try {
      await context.addMention(await idOf('open:problems', '', /^Problems$/));
      const [attachment] = await sent();
      assert.match(attachment?.text ?? '', /parser\.ts:5:1 error: Wrong, \*\*\*\n {4}export const last = 1;/);
      assert.match(attachment?.text ?? '', /withToken\.ts:1:1 error: Wrong, \*\*\*\n {4}const token = '\*\*\*';/);
      assert.ok(!attachment?.text.includes('mine.local'));
    } finally {
      problems.dispose();
    }
  });

  it('is what is not committed yet: staged, changed and new, and nothing of files that stay here', async () => {
    put('src/parser.ts', `${files['src/parser.ts']}export const changed = 1;\n`);
    put('src/retryBudget.ts', `${files['src/retryBudget.ts']}export const staged = '${token}';\n`);
    put('src/added.ts', 'export const added = 1;\n');
    put('.env', 'PASSWORD=ENVMARK2\n');
    put('src/mine.local.ts', 'EXCLUDEDMARK again\n');
    git('add', 'src/retryBudget.ts');
    await openRepository(repository);
    const id = await eventually(
      async () => {
        await vscode.commands.executeCommand('git.refresh', repository);
        const { items } = await context.find('', 'open:changes');
        return items.find(({ label, detail }) => /^Changes in mentioned/.test(label) && !detail.startsWith('0'))?.id;
      },
      (found) => found !== undefined,
    );
    await context.addMention(id ?? '');
    const attachments = await eventually(sent, (found) => found.some((each) => each.path.endsWith('added.ts')));
    const text = attachments.map((each) => each.text).join('\n');
    for (const line of ['+export const changed = 1;', "+export const staged = '***';", 'export const added = 1;'])
      assert.ok(text.includes(line), `${line} in ${text}`);
    assert.match(chipOf(id ?? '').missing ?? '', /\.env is not sent/);
  });

  it('is a commit with its message and its changes', async () => {
    await openRepository(repository);
    await context.addMention(await idOf('open:commit', 'first', /First order$/));
    const attachments = await sent();
    const text = attachments.map((each) => each.text).join('\n');
    assert.ok(attachments.every(({ kind }) => kind === 'commit'));
    assert.match(attachments[0]?.path ?? '', /^[0-9a-f]{8} First order$/);
    assert.ok(text.includes('First order') && text.includes('+export class RetryBudget {'), text);
    assert.ok(text.includes("+const token = '***';"));
  });

  it('is what a search for the prompt’s words finds', async () => {
    await context.find('');
    await context.addMention('codebase:');
    const attachments = await sent('Where is the retry budget of an order?');
    assert.equal(attachments[0]?.path, 'mentioned/src/retryBudget.ts');
    assert.ok(attachments.every(({ kind }) => kind === 'codebase'));
    assert.match(chipOf('codebase:').detail, /Found by words, not by meaning\./);
    assert.deepEqual(await sent('What is this?'), []);
  });

  it('is a page that the user wrote the address of, as text', async () => {
    const id = await idOf('open:page', `${page}/doc`, /doc$/);
    await context.addMention(id);
    const [attachment] = await sent();
    assert.equal(attachment?.text, '# Doc\n\n# API\n\n***');
    assert.match(chipOf(id).detail, /Fetched from 127\.0\.0\.1/);
  });

  it('is no page behind a redirect to another host of this network', async () => {
    const id = await idOf('open:page', `${page}/leads`, /leads$/);
    await context.addMention(id);
    assert.deepEqual(await sent(), []);
    assert.match(chipOf(id).detail, /leads to 127\.0\.0\.2:1, which is not on the public internet/);
  });

  it('is what is selected in the terminal, and the clipboard is as before', async () => {
    const written = new vscode.EventEmitter<string>();
    const terminal = vscode.window.createTerminal({
      name: 'made up',
      pty: { onDidWrite: written.event, open: () => written.fire(`build failed ${token}\r\n`), close: () => {} },
    });
    try {
      terminal.show();
      await eventually(
        () => vscode.window.activeTerminal?.name,
        (name) => name === 'made up',
      );
      await vscode.env.clipboard.writeText('mine');
      const attachments = await eventually(
        async () => {
          await vscode.commands.executeCommand('workbench.action.terminal.selectAll');
          context.sent();
          await context.addMention(await idOf('open:terminal', '', /^Terminal selection$/));
          return sent();
        },
        (found) => found.some(({ text }) => text.includes('build failed')),
      );
      assert.match(attachments[0]?.text ?? '', /^build failed \*\*\*/);
      assert.equal(await vscode.env.clipboard.readText(), 'mine');
    } finally {
      terminal.dispose();
    }
  });

  it('goes with the rules at the top and nearest to the open file, until the user takes them away', async () => {
    await vscode.window.showTextDocument(at('src/parser.ts'));
    const rules = async (): Promise<readonly string[]> =>
      (await context.collect('Why?')).attachments.filter(({ kind }) => kind === 'rules').map(({ text }) => text);
    assert.deepEqual(await rules(), ['Top rule: be brief.\n', 'Nested rule: tabs.\n']);
    assert.match(chipOf('rules').label, /^Rules: AGENTS\.md, mentioned\/AGENTS\.md$/);
    context.remove('rules');
    assert.deepEqual(await rules(), []);
    assert.equal(chipOf('rules').state, 'offered');
    context.add('rules');
    assert.equal((await rules()).length, 2);
  });

  it('is shown exactly as it would be sent', async () => {
    await context.addMention(await idOf('open:file', 'withToken', /^withToken\.ts$/));
    const id = `file:${at('src/withToken.ts').toString()}`;
    assert.equal(chipOf(id).label, 'withToken.ts');
    const [file] = await sent();
    assert.ok(file);
    await context.open(id);
    const shown = vscode.window.activeTextEditor?.document;
    assert.equal(shown?.uri.scheme, 'everpair-context');
    assert.equal(shown.getText(), attachmentBlock(file));
  });

  it('is found among twenty thousand files', async () => {
    for (let part = 0; part < 200; part += 1) {
      mkdirSync(at(`many/part${part}`).fsPath, { recursive: true });
      for (let index = 0; index < 100; index += 1)
        writeFileSync(
          at(`many/part${part}/file${index}.ts`).fsPath,
          `export function order${index}() {\n  return ${index};\n}\n`,
        );
    }
    put('many/part77/needleSettings.ts', 'export const flamingoDelay = 1;\n');
    await eventually(
      async () => (await context.find('needleSettings', 'open:file')).items[0]?.label,
      (label) => label === 'needleSettings.ts',
    );
    await context.find('');
    await context.addMention('codebase:');
    const [found] = await sent('Where is the flamingo delay of an order?');
    assert.equal(found?.path, 'mentioned/many/part77/needleSettings.ts');
  });
});

async function openRepository(root: vscode.Uri): Promise<void> {
  interface Git {
    readonly enabled: boolean;
    getAPI(version: 1): { openRepository(root: vscode.Uri): Promise<unknown> };
  }
  const extension = vscode.extensions.getExtension<Git>('vscode.git');
  assert.ok(extension);
  const git = await extension.activate();
  await eventually(
    () => git.enabled,
    (isOn) => isOn,
  );
  const opened = await git.getAPI(1).openRepository(root);
  assert.ok(opened);
}
