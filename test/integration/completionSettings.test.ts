import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { complete, open } from './documents';
import { eventually, requestsSoFar } from './lab';

const settings = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('everpair');

async function setUsers(key: string, value: unknown): Promise<void> {
  await settings().update(key, value, vscode.ConfigurationTarget.Global);
}

async function asked(): Promise<number> {
  return Object.values(await requestsSoFar()).reduce((sum, each) => sum + each, 0);
}

/** In pieces as a person may type them: the editor asks its providers after each. */
async function type(...pieces: readonly string[]): Promise<void> {
  for (const text of pieces) await vscode.commands.executeCommand('type', { text });
}

let files = 0;
/** A file that nothing was suggested in before. */
async function fresh(extension = 'js'): Promise<vscode.TextEditor> {
  files += 1;
  return open(`settings-${files}.${extension}`, `const value${files} = 1;\n`);
}

/** Everpair asks somebody while this is typed; without it the tests that nobody is asked could not fail. */
async function isAskedWhileTyping(extension?: string): Promise<void> {
  await fresh(extension);
  const before = await asked();
  await type('const next', ' = ');
  await eventually(asked, (now) => now > before);
}

/** By default longer than any automatic request waits. */
async function nobodyIsAskedWhileTyping(ms = 1_500): Promise<void> {
  const before = await asked();
  await type('const next', ' = ');
  await new Promise((resolve) => setTimeout(resolve, ms));
  assert.equal(await asked(), before);
}

describe('the settings of completions in the editor', function () {
  this.timeout(90_000);
  before(() => isAskedWhileTyping());

  afterEach(async () => {
    for (const key of ['trigger', 'enabled', 'delay', 'provider']) await setUsers(`completions.${key}`, undefined);
    await vscode.commands.executeCommand('everpair.resumeCompletions');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('ask nobody while typing when they are manual, and somebody when the user asks', async () => {
    await setUsers('completions.trigger', 'manual');
    const editor = await fresh();
    await nobodyIsAskedWhileTyping();
    assert.match(await complete(editor), /Claude \(lab\)/);
  });

  it('ask nobody in a language that is off', async () => {
    await setUsers('completions.enabled', { '*': true, javascript: false });
    await fresh();
    await nobodyIsAskedWhileTyping();
    await isAskedWhileTyping('py');
  });

  for (const [extension, ...pieces] of [
    ['json', '{\n  "name": "x",\n  ', '"version"', ': '],
    ['yaml', 'name: x\n', 'version', ': '],
  ] as const) {
    it(`ask somebody in ${extension} too, where the editor suggests words of its own`, async () => {
      files += 1;
      const [content, ...typed] = pieces;
      await open(`settings-${files}.${extension}`, content);
      const before = await asked();
      await type(...typed);
      await eventually(asked, (now) => now > before);
    });
  }

  it('ask nobody while completions are snoozed, until they are resumed', async () => {
    await vscode.commands.executeCommand('everpair.snoozeCompletions');
    const editor = await fresh();
    await nobodyIsAskedWhileTyping();
    assert.match(await complete(editor), /Claude \(lab\)/);
    await vscode.commands.executeCommand('everpair.resumeCompletions');
    await isAskedWhileTyping();
  });

  it('ask nobody in a file that was turned off, and go on in others', async () => {
    await fresh();
    await vscode.commands.executeCommand('everpair.toggleCompletionsInFile');
    await nobodyIsAskedWhileTyping();
    await isAskedWhileTyping();
  });

  it('wait as long as the user has set', async () => {
    await setUsers('completions.delay', 2_000);
    await fresh();
    await nobodyIsAskedWhileTyping(700);
    const before = await asked();
    await eventually(asked, (now) => now > before);
  });

  it('choose who is asked first', async () => {
    await setUsers('completions.provider', 'gpt');
    assert.match(await complete(await fresh()), /GPT \(lab\)/);
  });

  it('can be changed in a menu that the language status opens', async () => {
    const commands = await vscode.commands.getCommands(true);
    assert.ok(commands.includes('everpair.completionOptions'));
    const shown = vscode.commands.executeCommand('everpair.completionOptions');
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await shown;
  });

  it('come with statistics in a document of their own', async () => {
    await vscode.commands.executeCommand('everpair.showCompletionStatistics');
    const address = vscode.Uri.parse('everpair-statistics:/Inline completions.md');
    const document = await vscode.workspace.openTextDocument(address);
    assert.match(document.getText(), /^# Everpair: inline completions\n/);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });
});
