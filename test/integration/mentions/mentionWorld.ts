import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { ActiveEditor } from '../../../src/editor/chat/activeEditor';
import { type ChatContext, createChatContext, type ShownDraft } from '../../../src/editor/chat/context';
import { FilePrivacy } from '../../../src/editor/privacy/filePrivacy';
import type { Attachment } from '../../../src/engine/chat/conversation/attachment';
import { attachmentBlock } from '../../../src/engine/chat/request/attachmentBlock';
import type { ManagerStatus } from '../../../src/engine/failover/api/providerManager';
import { systemClock } from '../../../src/engine/model';
import { GitFolder } from '../gitFolder';

export const token = `ghp_${'aB3dE5gH7j'.repeat(4).slice(0, 36)}`;
/** In no attachment, whatever is mentioned. */
const never = [token, 'ENVMARK', 'IGNOREDMARK', 'EXCLUDEDMARK', 'OUTSIDEMARK'];

export const files: Readonly<Record<string, string>> = {
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
const usualWindow = 200_000;

/** A repository in the folder of the workspace, a page, and the context of a chat that mentions what is in them. */
export class MentionWorld {
  /** Of the smallest model, in tokens. */
  window: number | undefined = usualWindow;
  shown: ShownDraft = { id: 'one', text: '', mentions: [] };
  /** Path of the file that the user worked in, where it went along with the last prompt. */
  current: string | undefined;
  /** Address of the page, without a path. */
  page = '';
  readonly context: ChatContext;
  private readonly editor: ActiveEditor;
  private readonly privacy = new FilePrivacy(quiet, systemClock);
  private readonly chat: ReturnType<typeof createChatContext>;
  private readonly root: vscode.Uri;
  private readonly outside = mkdtempSync(path.join(tmpdir(), 'everpair-outside-'));
  private server: Server | undefined;
  private made: GitFolder | undefined;

  constructor(private readonly folder: vscode.Uri) {
    this.root = vscode.Uri.joinPath(folder, 'mentioned');
    this.editor = new ActiveEditor(this.privacy);
    this.chat = this.chatContext();
    this.context = this.chat.context;
  }

  readonly at = (name: string): vscode.Uri => vscode.Uri.joinPath(this.root, name);
  readonly git = (...args: readonly string[]): void => this.repository.git(...args);
  readonly put = (name: string, text: string): void => this.repository.put(name, text);

  /** As a window makes it that is loaded anew. */
  chatContext(): ReturnType<typeof createChatContext> {
    const { editor, privacy } = this;
    return createChatContext({
      ...{ editor, privacy, clock: systemClock, log: quiet },
      manager: { status: () => ({ providers: [{ contextWindow: this.window }] }) as unknown as ManagerStatus },
      draft: () => this.shown,
      keep: (id, mentions) => {
        if (id === this.shown.id) this.shown = { ...this.shown, mentions };
      },
    });
  }

  get repository(): GitFolder {
    assert.ok(this.made);
    return this.made;
  }

  async open(): Promise<void> {
    this.made = new GitFolder(this.root);
    for (const [name, text] of Object.entries(files)) this.put(name, text);
    this.git('add', '.');
    this.git('add', '-f', '.env');
    this.git('commit', '-q', '-m', 'First order');
    await vscode.workspace.fs.writeFile(
      vscode.Uri.joinPath(this.folder, 'AGENTS.md'),
      new TextEncoder().encode('Top rule: be brief.\n'),
    );
    writeFileSync(path.join(this.outside, 'notes.txt'), 'OUTSIDEMARK\n');
    await vscode.workspace
      .getConfiguration('everpair')
      .update('exclude', { '**/*.local.ts': true }, vscode.ConfigurationTarget.Global);
    await vscode.workspace.getConfiguration('git').update('enabled', true, vscode.ConfigurationTarget.Global);
    const server = createServer((request, response) => {
      if (request.url === '/leads') response.writeHead(302, { location: 'http://127.0.0.2:1/' }).end();
      else
        response
          .writeHead(200, { 'content-type': 'text/html' })
          .end(`<title>Doc</title><script>evil()</script><h1>API</h1><p>${token}</p>`);
    });
    this.server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.page = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server?.close();
    for (const each of [this.chat.disposable, this.editor, this.privacy]) each.dispose();
    await vscode.workspace.getConfiguration('everpair').update('exclude', undefined, vscode.ConfigurationTarget.Global);
    await vscode.workspace.getConfiguration('git').update('enabled', false, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(this.root, { recursive: true });
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(this.folder, 'AGENTS.md'));
    rmSync(this.outside, { recursive: true });
  }

  /** Before each test: no editor, no mention. */
  async clear(): Promise<void> {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    this.context.sent();
    this.window = usualWindow;
    this.shown = { ...this.shown, text: '' };
  }

  /** The id of the item of this kind that the picker shows for the query. */
  readonly idOf = async (within: string, query: string, label: RegExp): Promise<string> => {
    const { items, note } = await this.context.find(query, within);
    const found = items.find((item) => label.test(item.label));
    assert.ok(found, `${within} ${query}: ${JSON.stringify(items.map((item) => item.label))} ${note ?? ''}`);
    return found.id;
  };

  /** What is sent of mentions: the file that the user worked in goes along by itself. */
  readonly sent = async (prompt = 'Why?'): Promise<readonly Attachment[]> => {
    const { attachments } = await this.context.collect(prompt);
    const text = attachments.map(attachmentBlock).join('\n');
    for (const mark of never) assert.ok(!text.includes(mark), `${mark} in ${text.slice(0, 2_000)}`);
    this.current = attachments.find(({ isCurrent }) => isCurrent)?.path;
    return attachments.filter(({ kind, isCurrent }) => kind !== 'rules' && isCurrent === undefined);
  };

  readonly chipOf = (id: string): ReturnType<ChatContext['chips']>[number] => {
    const chip = this.context.chips().find((each) => each.id === id);
    assert.ok(chip);
    return chip;
  };
}
