import * as vscode from 'vscode';
import { settingKeys, type SettingProblem, settingsSection } from '../../../engine/config';
import { settingLevels } from '../../settings/settingLevels';
import {
  type CompletionSettings,
  type CompletionValues,
  type Layers,
  readCompletionSettings,
} from './completionSettings';

/** The parts of a document that settings depend on. */
export type SettingsScope = Pick<vscode.TextDocument, 'uri' | 'languageId'>;

/** Stands for no document in particular. */
const anywhere: SettingsScope = {
  uri: vscode.Uri.from({ scheme: 'untitled', path: 'anywhere' }),
  languageId: 'plaintext',
};

interface Entry {
  readonly languageId: string;
  readonly settings: CompletionSettings;
}

/**
 * The settings of completions for each document. Read once and again after a change of settings or folders, since each
 * key asks for them.
 */
export class CompletionSettingsSource implements vscode.Disposable {
  private entries = new WeakMap<SettingsScope, Entry>();
  private readonly problems = new Map<string, SettingProblem>();
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscription: vscode.Disposable;

  readonly onDidChange = this.changed.event;

  constructor(private readonly onProblems: (problems: readonly SettingProblem[]) => void) {
    this.subscription = vscode.Disposable.from(
      this.changed,
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(`${settingsSection}.completions`)) this.forget();
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.forget()),
    );
  }

  /** Without a document, the settings for all documents. */
  of(document = anywhere): CompletionSettings {
    const entry = this.entries.get(document);
    // A document keeps its identity when its language changes.
    if (entry?.languageId === document.languageId) return entry.settings;
    const { settings, problems } = readCompletionSettings(valuesFor(document), document.languageId);
    this.entries.set(document, { languageId: document.languageId, settings });
    this.emitProblems(problems);
    return settings;
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private forget(): void {
    this.entries = new WeakMap();
    this.problems.clear();
    this.changed.fire();
  }

  /** A document without problems does not clear those of another document. */
  private emitProblems(problems: readonly SettingProblem[]): void {
    const fresh = problems.filter(({ message }) => !this.problems.has(message));
    if (fresh.length === 0) return;
    for (const problem of fresh) this.problems.set(problem.message, problem);
    this.onProblems([...this.problems.values()]);
  }
}

function valuesFor({ uri, languageId }: SettingsScope): CompletionValues {
  const settings = vscode.workspace.getConfiguration(settingsSection, { uri, languageId });
  const layers = (key: string): Layers => {
    const { user, userLanguage, machine, workspace, folder } = settingLevels(settings.inspect(key));
    return { user: userLanguage === undefined ? user : userLanguage, narrowing: [...machine, ...workspace, ...folder] };
  };
  // A setting that belongs to the user alone is never read from a machine or a workspace, even where VS Code would
  // merge them.
  const users = (key: string): unknown => settingLevels(settings.inspect(key)).user;
  return {
    enabled: layers(settingKeys.completionsEnabled),
    enabledByDefault: settings.inspect(settingKeys.completionsEnabled)?.defaultValue,
    trigger: layers(settingKeys.completionsTrigger),
    multiline: layers(settingKeys.completionsMultiline),
    provider: users(settingKeys.completionsProvider),
    maxLatency: users(settingKeys.completionsMaxLatency),
    localRace: users(settingKeys.completionsLocalRace),
    prefetch: users(settingKeys.completionsPrefetch),
    delay: users(settingKeys.completionsDelay),
  };
}
