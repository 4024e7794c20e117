import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Attachment } from '../../src/engine/chat/conversation/attachment';
import { CommandWorld, files, token } from './commands/commandWorld';
import { eventually, lastBodies, requestsSoFar } from './lab';

const kinds = (all: readonly Attachment[]): readonly string[] => all.map(({ kind, path: of }) => `${kind} ${of}`);
const textOf = (all: readonly Attachment[]): string => all.find(({ kind }) => kind === 'command')?.text ?? '';

describe('commands of the chat', function () {
  this.timeout(120_000);
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  const world = new CommandWorld(folder.uri);
  const { editor, context, commands, diagnostics, at, git, put, top, show, sent } = world;

  before(() => world.open());
  after(() => world.close());

  it('lists ours and those of prompt files, with what is not used and what is wrong', async () => {
    const { items, note } = await commands.find('');
    const byLabel = new Map(items.map((item) => [item.label, item]));
    assert.equal(note, undefined);
    for (const name of ['/explain', '/fix', '/tests', '/doc', '/review', '/commit', '/new', '/compact'])
      assert.ok(byLabel.has(name), name);
    const listed = items.filter(({ id }) => id.startsWith('prompt:'));
    const shown = listed.map(({ label, detail, isBroken = false }) => [label, isBroken, detail] as const);
    const of = (label: string, isBroken: boolean): string =>
      shown.find(([each, broken]) => each === label && broken === isBroken)?.[2] ?? '';
    assert.equal(of('/form', false), 'Makes a form Everpair does not use: model: GPT-4o, tools.');
    assert.match(of('/form', true), /\.github\/prompts\/form\.prompt\.md has the same name/);
    assert.match(of('/broken', true), /no YAML: .*line 1/);
    assert.match(of('/fix', true), /is a command of Everpair/);
    assert.match(of('/hidden', true), /excluded by/);
    assert.equal(of('/rails-project', false), 'About it');
    assert.equal(shown.length, 6);
  });

  it('sorts what is typed before what begins so', async () => {
    const { items } = await commands.find('review');
    assert.deepEqual(
      items.map(({ label }) => label),
      ['/review', '/review-code'],
    );
  });

  it('sends a prompt file with the values that were typed, its files, and no secret', async () => {
    await show('shop/price.ts', new vscode.Range(1, 0, 1, 5));
    const attachments = await sent('/form formName=OrderForm quickly');
    const text = textOf(attachments);
    assert.match(text, /^Make OrderForm for price\.ts, as \[the house\]/);
    assert.match(text, /for the selected code, line 2|lines 2 to 2 of commanded\/shop\/price\.ts/);
    assert.match(text, /\n\nquickly$/);
    assert.ok(!text.includes(token));
    const all = kinds(attachments);
    assert.ok(all.includes('file commanded/shop/Form.md'), all.join());
    assert.ok(all.includes('selection commanded/shop/price.ts'), all.join());
    assert.equal(attachments[0]?.path, '.github/prompts/form.prompt.md');
  });

  it('takes the files that a prompt of Continue names', async () => {
    const attachments = await sent('/rails-project');
    assert.ok(kinds(attachments).includes('file commanded/shop/Form.md'));
    // A prompt file is no hand that picks what git ignores.
    assert.ok(!JSON.stringify(attachments).includes('IGNOREDMARK'));
    const prepared = await commands.prepare('/rails-project');
    assert.match(
      prepared.type === 'command' ? prepared.command.detail : '',
      /ignored or excluded: commanded\/shop\/local\.ts/,
    );
  });

  it('tells no problems of a file that stays here', async () => {
    const { document } = await vscode.window.showTextDocument(at('shop/local.ts')).then((shown) => shown);
    await eventually(
      () => editor.offers().map(({ chip }) => chip.state),
      (states) => states.length > 0 && states.every((state) => state === 'offered'),
    );
    diagnostics.set(document.uri, [new vscode.Diagnostic(new vscode.Range(0, 0, 0, 5), 'MINE')]);
    assert.ok(!JSON.stringify(await sent('/fix')).includes('IGNOREDMARK'));
    diagnostics.clear();
  });

  it('refuses a file that cannot be read, says why, and takes what names no command for text', async () => {
    const refused = await commands.prepare('/broken now');
    assert.match(refused.type === 'refused' ? refused.why : '', /broken\.prompt\.md cannot be used: .*YAML/);
    assert.deepEqual(await commands.prepare('/nothing like it'), { type: 'plain' });
    assert.deepEqual(await commands.prepare('/etc/hosts is empty'), { type: 'plain' });
  });

  it('follows the disk', async () => {
    const file = top('.github/prompts/later.prompt.md');
    const labels = async (): Promise<readonly string[]> =>
      (await commands.find('later')).items.map(({ label }) => label);
    assert.deepEqual(await labels(), []);
    put(file, 'Later.\n');
    await eventually(labels, (all) => all.includes('/later'));
    await vscode.workspace.fs.delete(vscode.Uri.file(file));
    await eventually(labels, (all) => all.length === 0);
  });

  it('takes the problems of the file or of the selection along to be fixed', async () => {
    const { document } = await show('shop/price.ts');
    const problem = (line: number, message: string): vscode.Diagnostic =>
      new vscode.Diagnostic(new vscode.Range(line, 2, line, 8), message, vscode.DiagnosticSeverity.Error);
    diagnostics.set(document.uri, [problem(0, 'FIRST'), problem(1, 'SECOND')]);
    const whole = await sent('/fix the tax');
    assert.match(textOf(whole), /wrong in the current file.*\n\nThe user adds: the tax$/s);
    assert.match(whole.find(({ kind }) => kind === 'problems')?.text ?? '', /FIRST[\s\S]*SECOND/);
    await show('shop/price.ts', new vscode.Range(1, 0, 1, 5));
    const part = await sent('/fix');
    assert.match(textOf(part), /wrong in the selected code/);
    const problems = part.find(({ kind }) => kind === 'problems')?.text ?? '';
    assert.ok(problems.includes('SECOND') && !problems.includes('FIRST'), problems);
    diagnostics.clear();
    await show('shop/price.ts');
    assert.ok(!kinds(await sent('/fix')).some((each) => each.startsWith('problems')));
  });

  it('takes tests that are there along to more of them', async () => {
    await show('shop/price.ts');
    assert.ok(kinds(await sent('/tests')).includes('file commanded/shop/price.test.ts'));
  });

  it('shows what a command takes along while it is written, and takes away what is not wanted', async () => {
    await show('shop/price.ts');
    world.draft = '/tests';
    await commands.follow();
    const chips = (): readonly string[] => context.chips().map(({ label }) => label);
    // The editor tells of its change at any time, after which the chips are made anew.
    const become = (labels: readonly string[]): Promise<unknown> =>
      eventually(chips, (all) => all.join() === labels.join());
    await become(['/tests', 'price.ts', 'price.test.ts']);
    context.remove(context.chips().at(-1)?.id ?? '');
    await become(['/tests', 'price.ts']);
    world.draft = '/tests and more';
    await commands.follow();
    await become(['/tests', 'price.ts']);
    world.draft = 'Why?';
    await commands.follow();
    await become(['price.ts']);
  });

  it('sends a command whole, also where the next prompt is begun meanwhile', async () => {
    await show('shop/price.ts');
    world.draft = '';
    const prepared = await commands.prepare('/explain');
    assert.ok(prepared.type === 'command');
    const collecting = context.collect('/explain', prepared.command);
    await commands.follow();
    const { attachments } = await collecting;
    context.sent();
    assert.match(textOf(attachments), /^Explain the current file/);
  });

  it('takes what is staged for a commit message, else all, and the file in front not at all', async () => {
    await show('shop/price.ts');
    await eventually(
      () => commands.prepare('/commit'),
      (prepared) => prepared.type === 'refused' && prepared.why === 'Everything is committed.',
    );
    put(at('shop/price.ts').fsPath, `${files['shop/price.ts']}export const rate = 1;\n`);
    put(at('shop/Form.md').fsPath, 'Another.\n');
    assert.deepEqual(kinds(await sent('/commit')), [
      'command /commit',
      'changes commanded: commanded/shop/Form.md',
      'changes commanded: commanded/shop/price.ts',
    ]);
    git('add', 'shop/Form.md');
    const staged = await sent('/commit');
    assert.equal(staged.length, 2);
    assert.match(staged[1]?.text ?? '', /Another\./);
    assert.equal((await sent('/review')).filter(({ kind }) => kind === 'changes').length, 2);
    git('checkout', '-q', 'HEAD', '--', '.');
  });

  it('offers to fix and explain a problem, and to rewrite what is selected, without asking anybody', async () => {
    const { document } = await show('shop/price.ts');
    const before = await requestsSoFar();
    const actions = async (range: vscode.Range): Promise<readonly string[]> => {
      const ask = (): Thenable<vscode.CodeAction[] | undefined> =>
        vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, range);
      // VS Code takes the question back where the document or its problems change at the moment.
      const found = await eventually(
        async () => ask().then(undefined, () => undefined),
        (all) => all !== undefined,
      );
      return (found ?? [])
        .map(({ title }) => title)
        .filter((title) => title.includes('Everpair'))
        .sort();
    };
    const cursor = new vscode.Range(1, 4, 1, 4);
    assert.deepEqual(await actions(cursor), []);
    diagnostics.set(document.uri, [new vscode.Diagnostic(new vscode.Range(1, 2, 1, 8), 'No tax is 1.19.')]);
    assert.deepEqual(await actions(cursor), ['Explain with Everpair', 'Fix with Everpair']);
    diagnostics.clear();
    const selected = ['Document with Everpair', 'Write Tests with Everpair'];
    assert.deepEqual(await actions(new vscode.Range(0, 0, 2, 0)), selected);
    assert.deepEqual(await requestsSoFar(), before);
  });

  it('asks in the chat about the problem that a light bulb was pressed for', async () => {
    const { document } = await show('shop/price.ts');
    const range = new vscode.Range(1, 0, 1, 8);
    diagnostics.set(document.uri, [new vscode.Diagnostic(range, 'No tax is 1.19.')]);
    await vscode.commands.executeCommand('everpair.fix', { uri: document.uri, range, argument: 'No tax is 1.19.' });
    const bodies = await eventually(
      () => lastBodies('anthropic'),
      (all) => all.some((body) => body.includes('The user adds: No tax is 1.19.')),
    );
    const body = bodies.find((each) => each.includes('The user adds: No tax')) ?? '';
    assert.match(body, /Selected code in commanded\/shop\/price\.ts \(line 2 of/);
    assert.match(body, /Problems that the editor reports in commanded\/shop\/price\.ts/);
    assert.match(body, /Answer in the language with the tag/);
    diagnostics.clear();
  });

  it('is offered in the menu of the editor and of the terminal', () => {
    const { menus, submenus } = (
      vscode.extensions.all.find(({ id }) => id.endsWith('.everpair'))?.packageJSON as {
        contributes: {
          menus: Readonly<Record<string, readonly { command?: string; submenu?: string }[]>>;
          submenus: readonly { id: string }[];
        };
      }
    ).contributes;
    assert.deepEqual(
      submenus.map(({ id }) => id),
      ['everpair.editor'],
    );
    assert.ok(menus['editor/context']?.some(({ submenu }) => submenu === 'everpair.editor'));
    assert.ok(menus['terminal/context']?.some(({ command }) => command === 'everpair.explainTerminalSelection'));
  });
});
