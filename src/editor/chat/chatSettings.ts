import * as vscode from 'vscode';
import {
  type ChatSettings,
  readChatSettings,
  settingKeys,
  type SettingProblem,
  settingsSection,
} from '../../engine/config';

/** The user's settings of the chat, kept current; workspaces cannot change them. */
export class ChatSettingsSource implements vscode.Disposable {
  private settings: ChatSettings | undefined;
  private readonly subscription: vscode.Disposable;

  constructor(private readonly onProblems: (problems: readonly SettingProblem[]) => void) {
    this.subscription = vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`${settingsSection}.chat`)) this.settings = undefined;
    });
  }

  /** Read when first used. */
  get current(): ChatSettings {
    if (this.settings) return this.settings;
    const configuration = vscode.workspace.getConfiguration(settingsSection);
    const userValue = (key: string): unknown => configuration.inspect(key)?.globalValue;
    const { settings, problems } = readChatSettings({
      titles: userValue(settingKeys.chatTitles),
      sendWhenBack: userValue(settingKeys.chatSendWhenBack),
      promptsFolder: userValue(settingKeys.chatPromptsFolder),
    });
    this.onProblems(problems);
    this.settings = settings;
    return settings;
  }

  dispose(): void {
    this.subscription.dispose();
  }
}
