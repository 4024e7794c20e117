/** Every command. A unit test compares the list with package.json, except for the internal commands. */
export const commandIds = {
  switchProvider: 'everpair.switchProvider',
  openChat: 'everpair.openChat',
  openChatInEditor: 'everpair.openChatInEditor',
  newChat: 'everpair.newChat',
  chooseModel: 'everpair.chooseModel',
  addFileToChat: 'everpair.addFileToChat',
  addSelectionToChat: 'everpair.addSelectionToChat',
  setApiKey: 'everpair.setApiKey',
  reviewConsent: 'everpair.reviewConsent',
  testProviders: 'everpair.testProviders',
  toggleInlineCompletions: 'everpair.toggleInlineCompletions',
  triggerCompletion: 'everpair.triggerCompletion',
  completionOptions: 'everpair.completionOptions',
  snoozeCompletions: 'everpair.snoozeCompletions',
  resumeCompletions: 'everpair.resumeCompletions',
  toggleCompletionsInFile: 'everpair.toggleCompletionsInFile',
  showCompletionStatistics: 'everpair.showCompletionStatistics',
  resetCompletionStatistics: 'everpair.resetCompletionStatistics',
  showLastRequest: 'everpair.showLastRequest',
  forgetRequests: 'everpair.forgetRequests',
  showLog: 'everpair.showLog',
  openSettings: 'everpair.openSettings',
  resetHealth: 'everpair.resetHealth',
  /** Opens the setting of the boundary. Internal: not in package.json, run by buttons and links. */
  openBoundary: 'everpair.internal.openBoundary',
  /** Run by VS Code when a suggestion was accepted. Internal: not in package.json. */
  completionAccepted: 'everpair.internal.completionAccepted',
} as const;

/** The container in the secondary side bar and the chat view in it. */
export const viewIds = { container: 'everpair', chat: 'everpair.chat' } as const;

/** Set while completions are snoozed, for the palette. */
export const snoozedContext = 'everpair.completionsSnoozed';

/** Names the item among those of other extensions. */
export const languageStatusId = 'everpair.completions';
/** VS Code's own section of file settings. Only `exclude` is read from it. */
export const filesSection = 'files';

/** Shown as source of the status item and in VS Code's menu of status-bar items. */
export const statusItemId = 'everpair.status';
