import * as vscode from 'vscode';
import { contextBudget, requestBudget } from '../../../engine/chat';
import type { ProviderManager } from '../../../engine/failover';
import type { Clock, Log } from '../../../engine/model';
import type { FilePrivacy } from '../../privacy/filePrivacy';
import type { ActiveEditor } from '../activeEditor';
import { ChatContext, type ChatContextDeps } from './chatContext';
import { ContextPreview } from './contextPreview';
import { FileReader } from './files/fileReader';
import { RecentFiles } from './files/recentFiles';
import { WorkspaceFiles } from './files/workspaceFiles';
import { RulesFiles } from './rulesFiles';
import { ChangesSource } from './sources/changesSource';
import { CodebaseSource } from './sources/codebaseSource';
import { CommitSource } from './sources/commitSource';
import { EditorsSource } from './sources/editorsSource';
import { FileSource } from './sources/fileSource';
import { FolderSource } from './sources/folderSource';
import { PageSource } from './sources/pageSource';
import { ProblemsSource } from './sources/problemsSource';
import { SelectionSource } from './sources/selectionSource';
import { SymbolSource } from './sources/symbolSource';
import { TerminalSource } from './sources/terminalSource';

export { ChatContext, type Collected, type ShownDraft } from './chatContext';

export interface ContextDeps extends Pick<ChatContextDeps, 'draft' | 'keep'> {
  readonly editor: ActiveEditor;
  readonly privacy: FilePrivacy;
  readonly manager: Pick<ProviderManager, 'status'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** All that can go with a prompt. Reads nothing before it is asked. */
export function createChatContext({ editor, privacy, manager, draft, keep, clock, log }: ContextDeps): {
  readonly context: ChatContext;
  readonly reader: FileReader;
  readonly disposable: vscode.Disposable;
} {
  const reader = new FileReader(privacy);
  const files = new WorkspaceFiles();
  const recent = new RecentFiles();
  const preview = new ContextPreview();
  const currentFile = (): vscode.Uri | undefined => editor.target?.document.uri;
  const rules = new RulesFiles({ reader, privacy, files: () => [currentFile() ?? []].flat(), clock });
  const context = new ChatContext({
    editor,
    sources: {
      file: new FileSource(files, reader, recent),
      folder: new FolderSource(files, reader, recent),
      symbol: new SymbolSource(reader, currentFile),
      selection: new SelectionSource(reader, () => editor.target),
      editors: new EditorsSource(reader, recent),
      problems: new ProblemsSource(privacy, currentFile),
      terminal: new TerminalSource(),
      changes: new ChangesSource(reader, privacy),
      commit: new CommitSource(privacy),
      codebase: new CodebaseSource(files, reader, log),
      page: new PageSource(),
    },
    rules,
    preview,
    budget: () => contextBudget(requestBudget(manager.status().providers.map(({ contextWindow }) => contextWindow))),
    draft,
    keep,
    log,
  });
  return { context, reader, disposable: vscode.Disposable.from(context, rules, preview, files, recent) };
}
