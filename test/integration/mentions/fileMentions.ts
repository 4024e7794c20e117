import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import * as vscode from 'vscode';
import { attachmentTokens } from '../../../src/engine/chat/request/attachmentBlock';
import { eventually } from '../lab';
import type { MentionWorld } from './mentionWorld';

/** Of files and of what is in them. */
export function fileMentions(world: MentionWorld): void {
  const { context, at, put, sent, idOf, chipOf } = world;

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
      .filter((name) => name !== world.current);
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
    world.window = 4_000;
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
    assert.deepEqual([world.current, paths], ['mentioned/src/parser.ts', ['mentioned/src/retryBudget.ts']]);
    assert.match(chipOf(item.id).missing ?? '', /mine\.local\.ts is not sent.*everpair\.exclude/s);
  });
}
