import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { ActiveEditor } from '../../../src/editor/chat/activeEditor';
import { ChatCommands } from '../../../src/editor/chat/commands/chatCommands';
import type { PreparedPrompt } from '../../../src/editor/chat/commands/preparedPrompt';
import { PromptFiles } from '../../../src/editor/chat/commands/promptFiles/promptFiles';
import { type ChatContext, createChatContext } from '../../../src/editor/chat/context';
import { FilePrivacy } from '../../../src/editor/privacy/filePrivacy';
import type { Attachment } from '../../../src/engine/chat/conversation/attachment';
import type { ManagerStatus } from '../../../src/engine/failover/api/providerManager';
import { type Disposable, systemClock } from '../../../src/engine/model';
import { GitFolder } from '../gitFolder';
import { eventually } from '../lab';

export const token = `ghp_${'aB3dE5gH7j'.repeat(4).slice(0, 36)}`;

export const files: Readonly<Record<string, string>> = {
  '.gitignore': 'hidden.prompt.md\nlocal.*\n',
  'shop/local.ts': 'export const mine = "IGNOREDMARK";\n',
  'shop/price.ts': 'export function price(net: number): number {\n  return net * 1.19;\n}\n',
  'shop/price.test.ts': 'test("price", () => {});\n',
  'shop/Form.md': 'Use the form of the house.\n',
};
const prompts: Readonly<Record<string, string>> = {
  '.github/prompts/form.prompt.md': `---\ndescription: Makes a form\nargument-hint: formName=...\nmodel: GPT-4o\ntools: ['search']\n---\nMake \${input:formName} for \${fileBasename}, as [the house](../../commanded/shop/Form.md) does, for \${selection}. Not ${token}.\n`,
  '.github/prompts/broken.prompt.md': '---\ndescription: "open\n---\nBody\n',
  '.github/prompts/fix.prompt.md': 'Mine.\n',
  '.github/prompts/hidden.prompt.md': 'Hidden.\n',
  '.continue/prompts/rails.prompt':
    'name: Rails Project\ndescription: About it\n---\nSee @commanded/shop/Form.md and [mine](../../commanded/shop/local.ts)\n',
  '.continue/prompts/form.prompt': 'name: form\n---\nAnother form.\n',
};
const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** A repository and prompt files in the folder of the workspace, and the commands of a chat. */
export class CommandWorld {
  /** What is written in the input of the chat. */
  draft = '';
  readonly editor: ActiveEditor;
  readonly context: ChatContext;
  readonly commands: ChatCommands;
  readonly diagnostics = vscode.languages.createDiagnosticCollection('test');
  private readonly disposables: readonly Disposable[];
  private readonly root: vscode.Uri;
  private repository: GitFolder | undefined;

  constructor(private readonly folder: vscode.Uri) {
    this.root = vscode.Uri.joinPath(folder, 'commanded');
    const privacy = new FilePrivacy(quiet, systemClock);
    const editor = new ActiveEditor(privacy);
    const manager = { status: () => ({ providers: [{ contextWindow: 200_000 }] }) as unknown as ManagerStatus };
    const { context, reader, disposable } = createChatContext({
      ...{ editor, privacy, manager, clock: systemClock, log: quiet },
      ...{ draft: () => ({ id: 'c', text: this.draft, mentions: [] }), keep: () => {} },
    });
    const promptFiles = new PromptFiles(reader, () => '', quiet);
    const commands = new ChatCommands({ editor, context, promptFiles, reader, draft: () => this.draft });
    this.editor = editor;
    this.context = context;
    this.commands = commands;
    this.disposables = [commands, promptFiles, disposable, editor, privacy, this.diagnostics];
  }

  readonly at = (name: string): vscode.Uri => vscode.Uri.joinPath(this.root, name);
  readonly git = (...args: readonly string[]): void => {
    assert.ok(this.repository);
    this.repository.git(...args);
  };
  /** Path of a file beside the repository. */
  readonly top = (name: string): string => vscode.Uri.joinPath(this.folder, name).fsPath;
  readonly put = (file: string, text: string): void => {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  };

  async open(): Promise<void> {
    for (const [name, text] of Object.entries(files)) this.put(this.at(name).fsPath, text);
    for (const [name, text] of Object.entries(prompts)) this.put(this.top(name), text);
    this.put(this.top('.gitignore'), 'hidden.prompt.md\n');
    this.repository = new GitFolder(this.root);
    this.git('add', '.');
    this.git('commit', '-q', '-m', 'First');
    await vscode.workspace.getConfiguration('git').update('enabled', true, vscode.ConfigurationTarget.Global);
  }

  async close(): Promise<void> {
    for (const each of this.disposables) each.dispose();
    await vscode.workspace.getConfiguration('git').update('enabled', false, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const name of ['commanded', '.github', '.continue', '.gitignore'])
      await vscode.workspace.fs.delete(vscode.Uri.joinPath(this.folder, name), { recursive: true });
  }

  /** Shows a file, with this selected, and waits until the chat knows. */
  readonly show = async (name: string, selection?: vscode.Range): Promise<vscode.TextEditor> => {
    const shown = await vscode.window.showTextDocument(this.at(name));
    shown.selection = selection
      ? new vscode.Selection(selection.start, selection.end)
      : new vscode.Selection(0, 0, 0, 0);
    await eventually(
      () =>
        this.editor
          .offers()
          .filter(({ chip }) => chip.state === 'included')
          .map(({ chip }) => chip.kind),
      (kinds) => kinds.includes('selection') === (selection !== undefined) && kinds.length > 0,
    );
    return shown;
  };

  readonly sent = async (prompt: string): Promise<readonly Attachment[]> => {
    const prepared: PreparedPrompt = await this.commands.prepare(prompt);
    assert.ok(prepared.type === 'command', JSON.stringify(prepared));
    const { command } = prepared;
    const { attachments } = await this.context.collect(prompt, command);
    this.context.sent();
    return attachments;
  };
}
