import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isBuiltIn, readPromptFile, type PromptFileOutcome } from '../../../../engine/chat';
import { settingKeys, settingsSection } from '../../../../engine/config';
import { type Disposable, errorSummary, type Event, type Log } from '../../../../engine/model';
import { nameOf, pathOf } from '../../../filePath';
import type { FileOutcome, FileReader } from '../../context/files/fileReader';
import { notTrusted, promptFolders, type PromptFolder } from './promptFolders';

/** Files that are looked at in one folder. */
const maxFiles = 200;

/** Milliseconds after which they are read again when asked for: some file systems report nothing of what comes and goes. */
const freshMs = 2_000;

/** A file that was found, and where. */
export type FoundPrompt = Exclude<PromptFileOutcome, { type: 'none' }> & { readonly uri: vscode.Uri };

export interface PromptList {
  /** By their places, the workspace's first. No two that can be used have one name. */
  readonly prompts: readonly FoundPrompt[];
  /** Why there are no more of them, a sentence. */
  readonly note?: string;
}

/** Prompt files of the workspace and of the user, kept in step with the disk from the first question on. */
export class PromptFiles implements Disposable {
  private list: Promise<PromptList> | undefined;
  private readAtMs = 0;
  private watchers: readonly vscode.Disposable[] = [];
  private readonly subscriptions: vscode.Disposable[] = [];
  private readonly changed = new vscode.EventEmitter<void>();

  readonly onDidChange: Event<void> = this.changed.event;

  constructor(
    private readonly reader: FileReader,
    /** The user's own folder; empty where there is none. */
    private readonly ownFolder: () => string,
    private readonly log: Log,
  ) {}

  /** Never rejects. */
  all(): Promise<PromptList> {
    if (this.subscriptions.length === 0) this.start();
    const now = performance.now();
    if (now - this.readAtMs > freshMs) this.list = undefined;
    if (!this.list) this.readAtMs = now;
    this.list ??= this.read().catch((error: unknown) => {
      this.log.warn(`Prompt files could not be read: ${errorSummary(error)}`);
      return { prompts: [] };
    });
    return this.list;
  }

  dispose(): void {
    for (const each of [...this.watchers, ...this.subscriptions]) each.dispose();
    this.changed.dispose();
  }

  private start(): void {
    const anew = (): void => {
      this.watch();
      this.forget();
    };
    this.subscriptions.push(
      vscode.workspace.onDidChangeWorkspaceFolders(anew),
      vscode.workspace.onDidGrantWorkspaceTrust(anew),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(`${settingsSection}.${settingKeys.chatPromptsFolder}`)) anew();
      }),
    );
    this.watch();
  }

  private watch(): void {
    for (const watcher of this.watchers) watcher.dispose();
    const forget = (): void => this.forget();
    this.watchers = promptFolders(this.ownFolder()).flatMap(({ uri, glob }) => {
      const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(uri, glob));
      return [watcher, watcher.onDidCreate(forget), watcher.onDidChange(forget), watcher.onDidDelete(forget)];
    });
  }

  private forget(): void {
    this.list = undefined;
    this.changed.fire();
  }

  private async read(): Promise<PromptList> {
    const { isTrusted } = vscode.workspace;
    const folders = promptFolders(this.ownFolder());
    const found: { readonly uri: vscode.Uri; readonly folder: PromptFolder }[] = [];
    for (const folder of folders) for (const uri of await filesIn(folder)) found.push({ uri, folder });
    const readable = found.filter(({ folder }) => isTrusted || folder.isOwn);
    const prompts = await Promise.all(readable.map(({ uri, folder }) => this.readFile(uri, folder)));
    return {
      prompts: withoutNamesakes(prompts.flatMap((each) => each ?? [])),
      ...(readable.length < found.length ? { note: notTrusted() } : {}),
    };
  }

  private async readFile(uri: vscode.Uri, { isOwn }: PromptFolder): Promise<FoundPrompt | undefined> {
    const outcome = await this.reader.read(uri, isOwn ? 'chosen' : 'context', 'command');
    if (outcome.type !== 'text') {
      return { type: 'broken', name: nameOf(uri).replace(/\..*$/, ''), problem: whyUnread(outcome), uri };
    }
    const read = await readPromptFile(nameOf(uri), outcome.piece.attachment.text);
    return read.type === 'none' ? undefined : { ...read, uri };
  }
}

function whyUnread(outcome: Exclude<FileOutcome, { type: 'text' }>): string {
  return outcome.type === 'kept-back'
    ? l10n.t('It is not read, because it is excluded by {0}.', outcome.file.rule)
    : outcome.why;
}

/** The first of a name is used; of the others the list says why they are not. */
function withoutNamesakes(prompts: readonly FoundPrompt[]): readonly FoundPrompt[] {
  const seen = new Map<string, vscode.Uri>();
  return prompts.map((prompt) => {
    if (prompt.type === 'broken') return prompt;
    const { name } = prompt.file;
    const first = seen.get(name);
    const { uri } = prompt;
    if (isBuiltIn(name)) {
      const problem = l10n.t('/{0} is a command of Everpair. Give the file another name.', name);
      return { type: 'broken', name, problem, uri };
    }
    if (first) {
      return { type: 'broken', name, problem: l10n.t('{0} has the same name and is used.', pathOf(first)), uri };
    }
    seen.set(name, uri);
    return prompt;
  });
}

async function filesIn({ uri, glob }: PromptFolder): Promise<readonly vscode.Uri[]> {
  const exists = await vscode.workspace.fs.stat(uri).then(
    ({ type }) => (type & vscode.FileType.Directory) !== 0,
    () => false,
  );
  if (!exists) return [];
  // What search leaves out by its settings is a prompt file all the same.
  const found = await vscode.workspace.findFiles(new vscode.RelativePattern(uri, glob), null, maxFiles);
  return [...found].sort((a, b) => a.path.localeCompare(b.path));
}
