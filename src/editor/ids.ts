/** Every command. A unit test compares the list with package.json, except for the internal commands. */
export const commandIds = {
  switchProvider: 'everpair.switchProvider',
  openChat: 'everpair.openChat',
  openChatInEditor: 'everpair.openChatInEditor',
  newChat: 'everpair.newChat',
  chooseModel: 'everpair.chooseModel',
  addFileToChat: 'everpair.addFileToChat',
  addSelectionToChat: 'everpair.addSelectionToChat',
  explain: 'everpair.explain',
  fix: 'everpair.fix',
  writeTests: 'everpair.writeTests',
  document: 'everpair.document',
  reviewSelection: 'everpair.reviewSelection',
  explainTerminalSelection: 'everpair.explainTerminalSelection',
  addToVsCodeChat: 'everpair.addToVsCodeChat',
  setUp: 'everpair.setUp',
  editChain: 'everpair.editChain',
  setApiKey: 'everpair.setApiKey',
  setClientKeyPassphrase: 'everpair.setClientKeyPassphrase',
  setUpLocalModel: 'everpair.setUpLocalModel',
  setUpOllama: 'everpair.setUpOllama',
  reviewConsent: 'everpair.reviewConsent',
  importSettings: 'everpair.importSettings',
  exportChain: 'everpair.exportChain',
  reviewProposedChain: 'everpair.reviewProposedChain',
  testProviders: 'everpair.testProviders',
  toggleInlineCompletions: 'everpair.toggleInlineCompletions',
  triggerCompletion: 'everpair.triggerCompletion',
  completionOptions: 'everpair.completionOptions',
  snoozeCompletions: 'everpair.snoozeCompletions',
  resumeCompletions: 'everpair.resumeCompletions',
  toggleCompletionsInFile: 'everpair.toggleCompletionsInFile',
  showCompletionStatistics: 'everpair.showCompletionStatistics',
  resetCompletionStatistics: 'everpair.resetCompletionStatistics',
  applyAnswer: 'everpair.applyAnswer',
  inlineEdit: 'everpair.inlineEdit',
  cancelInlineEdit: 'everpair.cancelInlineEdit',
  acceptInlineEdit: 'everpair.acceptInlineEdit',
  rejectInlineEdit: 'everpair.rejectInlineEdit',
  acceptInlineHunk: 'everpair.acceptInlineHunk',
  rejectInlineHunk: 'everpair.rejectInlineHunk',
  nextInlineHunk: 'everpair.nextInlineHunk',
  previousInlineHunk: 'everpair.previousInlineHunk',
  showOldLines: 'everpair.showOldLines',
  showChanges: 'everpair.showChanges',
  acceptChange: 'everpair.acceptChange',
  rejectChange: 'everpair.rejectChange',
  acceptFile: 'everpair.acceptFile',
  rejectFile: 'everpair.rejectFile',
  acceptHunk: 'everpair.acceptHunk',
  rejectHunk: 'everpair.rejectHunk',
  takeBackChange: 'everpair.takeBackChange',
  showLastRequest: 'everpair.showLastRequest',
  forgetRequests: 'everpair.forgetRequests',
  generateCommitMessage: 'everpair.generateCommitMessage',
  reviewChanges: 'everpair.reviewChanges',
  nextFinding: 'everpair.nextFinding',
  previousFinding: 'everpair.previousFinding',
  showFix: 'everpair.showFix',
  applyFix: 'everpair.applyFix',
  discussFinding: 'everpair.discussFinding',
  resolveFinding: 'everpair.resolveFinding',
  reopenFinding: 'everpair.reopenFinding',
  dismissFinding: 'everpair.dismissFinding',
  dismissAllFindings: 'everpair.dismissAllFindings',
  startEndpoint: 'everpair.startEndpoint',
  stopEndpoint: 'everpair.stopEndpoint',
  copyEndpointAddress: 'everpair.copyEndpointAddress',
  copyEndpointToken: 'everpair.copyEndpointToken',
  renewEndpointToken: 'everpair.renewEndpointToken',
  connectTool: 'everpair.connectTool',
  disconnectTool: 'everpair.disconnectTool',
  showLog: 'everpair.showLog',
  openSettings: 'everpair.openSettings',
  resetHealth: 'everpair.resetHealth',
  /** Opens the setting of the boundary. Internal: not in package.json, run by buttons and links. */
  openBoundary: 'everpair.internal.openBoundary',
  /** The same of the budgets. */
  openBudgets: 'everpair.internal.openBudgets',
  /** Opens the chat with lines and a draft. Internal: not in package.json, run by other parts. */
  discuss: 'everpair.internal.discuss',
  /** Run by VS Code when a suggestion was accepted. Internal: not in package.json. */
  completionAccepted: 'everpair.internal.completionAccepted',
} as const;

/** Set while the chain has a provider, for the walkthrough. */
export const providersContext = 'everpair.hasProviders';

/** The container in the secondary side bar and the chat view in it. */
export const viewIds = { container: 'everpair', chat: 'everpair.chat' } as const;

/** Set while completions are snoozed, for the palette. */
export const snoozedContext = 'everpair.completionsSnoozed';

/** Set for the keys of inline edits. */
export const inlineEditContexts = {
  /** The edit of the active editor is being written. */
  running: 'everpair.inlineEditRunning',
  /** Changes of the active editor wait for a decision. */
  pending: 'everpair.inlineEditPending',
  /** Its box is open. */
  box: 'everpair.inlineEditBox',
  /** Whether Ctrl+I is ours: `always`, where it is `free`, `never`. */
  key: 'everpair.inlineEditHasKey',
  /** Languages in which another extension has Ctrl+I. */
  languagesWithKey: 'everpair.languagesWithOtherKey',
} as const;

/** Of the models that VS Code is offered. */
export const vendorId = 'everpair';

/** Of `@everpair` in VS Code's Chat. */
export const participantId = 'everpair.chat';

/** Of this extension among all. */
export const extensionId = 'everpair.everpair';

/** Names the item among those of other extensions. */
export const languageStatusId = 'everpair.completions';
/** Of documents that show what other tools' settings would become. */
export const importScheme = 'everpair-import';
/** The section of GitHub Copilot's settings that are read for an import. */
export const copilotSection = 'github.copilot.chat';
/** VS Code's own section of file settings. Only `exclude` is read from it. */
export const filesSection = 'files';

/** Shown as source of the status item and in VS Code's menu of status-bar items. */
export const statusItemId = 'everpair.status';

/** What the tab in front shows: `proposal` or `recorded`, for menus and keys. */
export const changeContext = 'everpair.changeShown';

/** Addresses of texts of a change, for VS Code's diff editor. */
export const changeScheme = 'everpair-change';

/** Names the comments of reviews among those of other extensions. */
export const reviewControllerId = 'everpair.review';

/** Set while there are findings of a review. */
export const findingsContext = 'everpair.hasFindings';

/** Names the count of findings in the status bar. */
export const reviewStatusId = 'everpair.findings';

/** Of documents that show a file with the fix of a finding. */
export const fixScheme = 'everpair-fix';

/** Of documents that show what a tool's configuration would become. */
export const toolScheme = 'everpair-tool';
