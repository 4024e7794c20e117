import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { concerns, type Gathered, readRuleFile, readRulesSetting } from '../../../engine/chat';
import { settingKeys, settingsSection } from '../../../engine/config';
import type { Clock, Disposable, Event } from '../../../engine/model';
import type { FilePrivacy } from '../../privacy/filePrivacy';
import { type FileOutcome, type FileReader, gatheredFrom } from './files/fileReader';
import { KeptReading } from './keptReading';

/** At the top of a folder of the workspace, for all its files. */
const topNames = ['AGENTS.md', 'CLAUDE.md', '.github/copilot-instructions.md'];
/** Rules that say themselves which files they are about. */
const scopedGlobs = ['.github/instructions/**/*.instructions.md', '.continue/rules/**/*.md'];
const nestedName = 'AGENTS.md';
const watchedGlob =
  '**/{AGENTS.md,CLAUDE.md,.github/copilot-instructions.md,.github/instructions/**,.continue/rules/**}';
const maxScoped = 100;
/** Such a file, by the end of its path. */
const ruleFile = /\/(?:AGENTS|CLAUDE|copilot-instructions)\.md$|\.instructions\.md$|\/\.continue\/rules\/.*\.md$/;

/**
 * Milliseconds. What changes is reported, so this is for file systems that report nothing: reading takes longer than all else between
 * Enter and the request.
 */
const maxAgeMs = 60_000;
/** The same while a prompt is written, when nobody waits for it. */
const maxAgeInAdvanceMs = 10_000;

/** What rules there are for a conversation. */
export type Rules =
  | { readonly type: 'rules'; readonly gathered: Gathered }
  /** They are not read, for a reason that people are told in a sentence. */
  | { readonly type: 'not-read'; readonly why: string }
  | { readonly type: 'none' };

export interface RulesFilesDeps {
  readonly reader: FileReader;
  readonly privacy: Pick<FilePrivacy, 'onDidChange'>;
  /** The files that the next prompt is about, the one that the user works in first. */
  readonly files: () => readonly vscode.Uri[];
  readonly clock: Clock;
}

/**
 * Files with rules for work on the code of the workspace, for the file that the user works in: what a team has written for such tools, wherever they
 * look for it. Read only where the workspace is trusted, and only what may leave.
 */
export class RulesFiles implements Disposable {
  private readonly kept: KeptReading<Rules>;
  private readonly changed = new vscode.EventEmitter<void>();
  private subscriptions: readonly Disposable[] = [];

  readonly onDidChange: Event<void> = this.changed.event;

  constructor(private readonly deps: RulesFilesDeps) {
    const initial: Rules = { type: 'none' };
    this.kept = new KeptReading({
      read: () => this.read().catch(() => initial),
      initial,
      clock: deps.clock,
      onChange: () => this.changed.fire(),
    });
  }

  /** As last read; reading begins with the first call. */
  get rules(): Rules {
    this.start();
    return this.kept.current;
  }

  /** Resolves when they are as they are now, at once where nothing has changed. Never rejects. */
  ready(): Promise<void> {
    this.start();
    return this.kept.fresh(maxAgeMs);
  }

  /** A prompt is being written. */
  prepare(): void {
    this.start();
    void this.kept.fresh(maxAgeInAdvanceMs);
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.changed.dispose();
  }

  private start(): void {
    if (this.subscriptions.length > 0) return;
    const refresh = (): void => void this.kept.refresh();
    const edited = ({ uri }: vscode.TextDocument): void => {
      if (ruleFile.test(uri.path)) this.kept.outdate();
    };
    const watcher = vscode.workspace.createFileSystemWatcher(watchedGlob);
    // What must stay here from now on is not sent from memory.
    const decisions = this.deps.privacy.onDidChange(refresh);
    this.subscriptions = [
      { dispose: () => decisions.dispose() },
      watcher,
      watcher.onDidCreate(refresh),
      watcher.onDidChange(refresh),
      watcher.onDidDelete(refresh),
      // As it stands in the editor is what is sent, saved or not.
      vscode.workspace.onDidChangeTextDocument(({ document }) => edited(document)),
      vscode.workspace.onDidSaveTextDocument(edited),
      vscode.workspace.onDidCloseTextDocument(edited),
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
    const places = [...(await this.everywhere(folder)), ...(await nearest(folder, this.deps.files()[0]))];
    const scoped = await scopedFiles(folder);
    if (places.length + scoped.length === 0) return { type: 'none' };
    if (!vscode.workspace.isTrusted) {
      const why = l10n.t('Files with rules are not read because this workspace is not trusted.');
      return { type: 'not-read', why };
    }
    const outcomes: FileOutcome[] = [];
    for (const uri of places) outcomes.push(await this.deps.reader.read(uri, 'context', 'rules'));
    for (const uri of scoped) {
      const outcome = await this.scoped(uri, folder);
      if (outcome) outcomes.push(outcome);
    }
    const gathered = gatheredFrom(outcomes);
    return gathered.pieces.length + gathered.keptBack.length === 0 ? { type: 'none' } : { type: 'rules', gathered };
  }

  /** That of the file that the user works in, else the first. */
  private folder(): vscode.WorkspaceFolder | undefined {
    const [file] = this.deps.files();
    return (file && vscode.workspace.getWorkspaceFolder(file)) ?? vscode.workspace.workspaceFolders?.[0];
  }

  private async everywhere(folder: vscode.WorkspaceFolder): Promise<readonly vscode.Uri[]> {
    return existing(topNames.map((name) => vscode.Uri.joinPath(folder.uri, name)));
  }

  /** Rules about files that none of the prompt's files is are not for it. */
  private async scoped(uri: vscode.Uri, folder: vscode.WorkspaceFolder): Promise<FileOutcome | undefined> {
    const outcome = await this.deps.reader.read(uri, 'context', 'rules');
    if (outcome.type !== 'text') return outcome;
    const { attachment } = outcome.piece;
    const top = folder.uri.path.replace(/\/$/, '').length + 1;
    const paths = this.deps
      .files()
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
