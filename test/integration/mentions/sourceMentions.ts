import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../lab';
import { files, type MentionWorld, token } from './mentionWorld';

/** Of what is no file: what the editor, git, a search, a page and a terminal say. */
export function sourceMentions(world: MentionWorld): void {
  const { context, at, git, put, sent, idOf, chipOf } = world;

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
    await world.repository.opened();
    const id = await eventually(
      async () => {
        await vscode.commands.executeCommand('git.refresh', world.repository.root);
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
    await world.repository.opened();
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
    const id = await idOf('open:page', `${world.page}/doc`, /doc$/);
    await context.addMention(id);
    const [attachment] = await sent();
    assert.equal(attachment?.text, '# Doc\n\n# API\n\n***');
    assert.match(chipOf(id).detail, /Fetched from 127\.0\.0\.1/);
  });

  it('is no page behind a redirect to another host of this network', async () => {
    const id = await idOf('open:page', `${world.page}/leads`, /leads$/);
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
}
