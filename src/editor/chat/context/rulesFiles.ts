import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { concerns, type Gathered, readRuleFile, readRulesSetting } from '../../../engine/chat';
import { settingKeys, settingsSection } from '../../../engine/config';
import type { Disposable, Event } from '../../../engine/model';
import { type FileOutcome, type FileReader, gatheredFrom } from './files/fileReader';

/** At the top of a folder of the workspace, for all its files. */
const topNames = ['AGENTS.md', 'CLAUDE.md', '.github/copilot-instructions.md'];
/** Rules that say themselves which files they are about. */
const scopedGlobs = ['.github/instructions/**/*.instructions.md', '.continue/rules/**/*.md'];
const nestedName = 'AGENTS.md';
const watchedGlob =
  '**/{AGENTS.md,CLAUDE.md,.github/copilot-instructions.md,.github/instructions/**,.continue/rules/**}';
const maxScoped = 100;

/** What rules there are for a conversation. */
export type Rules =
  | { readonly type: 'rules'; readonly gathered: Gathered }
  /** They are not read, for a reason that people are told in a sentence. */
  | { readonly type: 'not-read'; readonly why: string }
  | { readonly type: 'none' };

/**
 * Files with rules for work on the code of the workspace, for the file that the user works in: what a team has written for such tools, wherever they
 * look for it. Read only where the workspace is trusted, and only what may leave.
 */
export class RulesFiles implements Disposable {
  private current: Rules = { type: 'none' };
  private readonly changed = new vscode.EventEmitter<void>();
  private subscriptions: readonly vscode.Disposable[] = [];

  readonly onDidChange: Event<void> = this.changed.event;

  constructor(
    private readonly reader: FileReader,
    /** The files that the next prompt is about, the one that the user works in first. */
    private readonly files: () => readonly vscode.Uri[],
  ) {}

  /** As last read; reading begins with the first call. */
  get rules(): Rules {
    if (this.subscriptions.length === 0) this.start();
    return this.current;
  }

  /** Reads them anew. Never rejects. */
  async refresh(): Promise<void> {
    const before = JSON.stringify(this.current);
    this.current = await this.read().catch((): Rules => ({ type: 'none' }));
    if (JSON.stringify(this.current) !== before) this.changed.fire();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.changed.dispose();
  }

  private start(): void {
    const refresh = (): void => void this.refresh();
    const watcher = vscode.workspace.createFileSystemWatcher(watchedGlob);
    this.subscriptions = [
      watcher,
      watcher.onDidCreate(refresh),
      watcher.onDidChange(refresh),
      watcher.onDidDelete(refresh),
      vscode.window.onDidChangeActiveTextEditor(refresh),
      vscode.workspace.onDidChangeWorkspaceFolders(refresh),
      vscode.workspace.onDidGrantWorkspaceTrust(refresh),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(`${settingsSection}.${settingKeys.chatRules}`)) refresh();
      }),
    ];
    refresh();
  }

  private async read(): Promise<Rules> {
    const folder = this.folder();
    const setting: unknown = vscode.workspace.getConfiguration(settingsSection, folder?.uri).get(settingKeys.chatRules);
    const { isOn, problem } = readRulesSetting(setting);
    if (problem !== undefined) return { type: 'not-read', why: problem };
    if (!folder || !isOn) return { type: 'none' };
    const places = [...(await this.everywhere(folder)), ...(await nearest(folder, this.files()[0]))];
    const scoped = await scopedFiles(folder);
    if (places.length + scoped.length === 0) return { type: 'none' };
    if (!vscode.workspace.isTrusted) {
      const why = l10n.t('Files with rules are not read because this workspace is not trusted.');
      return { type: 'not-read', why };
    }
    const outcomes: FileOutcome[] = [];
    for (const uri of places) outcomes.push(await this.reader.read(uri, 'context', 'rules'));
    for (const uri of scoped) {
      const outcome = await this.scoped(uri, folder);
      if (outcome) outcomes.push(outcome);
    }
    const gathered = gatheredFrom(outcomes);
    return gathered.pieces.length + gathered.keptBack.length === 0 ? { type: 'none' } : { type: 'rules', gathered };
  }

  /** That of the file that the user works in, else the first. */
  private folder(): vscode.WorkspaceFolder | undefined {
    const [file] = this.files();
    return (file && vscode.workspace.getWorkspaceFolder(file)) ?? vscode.workspace.workspaceFolders?.[0];
  }

  private async everywhere(folder: vscode.WorkspaceFolder): Promise<readonly vscode.Uri[]> {
    return existing(topNames.map((name) => vscode.Uri.joinPath(folder.uri, name)));
  }

  /** Rules about files that none of the prompt's files is are not for it. */
  private async scoped(uri: vscode.Uri, folder: vscode.WorkspaceFolder): Promise<FileOutcome | undefined> {
    const outcome = await this.reader.read(uri, 'context', 'rules');
    if (outcome.type !== 'text') return outcome;
    const { attachment } = outcome.piece;
    const top = folder.uri.path.replace(/\/$/, '').length + 1;
    const paths = this.files()
      .filter((file) => vscode.workspace.getWorkspaceFolder(file)?.uri.toString() === folder.uri.toString())
      .map((file) => file.path.slice(top));
    return (await concerns(readRuleFile(attachment.text), paths)) ? outcome : undefined;
  }
}

/** The nearest file with rules above a file, where that is not the one at the top. */
async function nearest(folder: vscode.WorkspaceFolder, file: vscode.Uri | undefined): Promise<readonly vscode.Uri[]> {
  if (!file || vscode.workspace.getWorkspaceFolder(file)?.uri.toString() !== folder.uri.toString()) return [];
  const top = folder.uri.path.replace(/\/$/, '');
  let place = file.path;
  for (;;) {
    place = place.slice(0, place.lastIndexOf('/'));
    if (place.length <= top.length) return [];
    const [found] = await existing([file.with({ path: `${place}/${nestedName}`, query: '', fragment: '' })]);
    if (found) return [found];
  }
}

async function existing(uris: readonly vscode.Uri[]): Promise<readonly vscode.Uri[]> {
  const found = await Promise.all(
    uris.map((uri) =>
      vscode.workspace.fs.stat(uri).then(
        ({ type }) => (type & vscode.FileType.File) !== 0,
        () => false,
      ),
    ),
  );
  return uris.filter((_, index) => found[index]);
}

async function scopedFiles(folder: vscode.WorkspaceFolder): Promise<readonly vscode.Uri[]> {
  const lists = await Promise.all(
    scopedGlobs.map((glob) => vscode.workspace.findFiles(new vscode.RelativePattern(folder, glob), null, maxScoped)),
  );
  return lists.flat().sort((a, b) => a.path.localeCompare(b.path));
}
