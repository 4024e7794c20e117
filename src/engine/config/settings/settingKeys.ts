/** Keys of settings, without the leading section `everpair`. */
export const settingKeys = {
  providers: 'providers',
  boundary: 'boundary',
  allowedHosts: 'allowedHosts',
  brokenAnswer: 'brokenAnswer',
  maxRequestCost: 'maxRequestCost',
  budgets: 'budgets',
  prices: 'prices',
  hedgeChat: 'hedgeChat',
  completionsEnabled: 'completions.enabled',
  completionsTrigger: 'completions.trigger',
  completionsMultiline: 'completions.multiline',
  completionsProvider: 'completions.provider',
  completionsMaxLatency: 'completions.maxLatency',
  completionsLocalRace: 'completions.localRace',
  completionsPrefetch: 'completions.prefetch',
  completionsDelay: 'completions.delay',
  chatTitles: 'chat.titles',
  chatSendWhenBack: 'chat.sendWhenBack',
  exclude: 'exclude',
  chatRules: 'chat.rules',
  chatPromptsFolder: 'chat.promptsFolder',
  inlineEditKey: 'inlineEdit.key',
  commitInstructions: 'commitMessage.instructions',
  localModelMirror: 'localModel.mirror',
  localModelFolder: 'localModel.folder',
  localModelKeepWarm: 'localModel.keepWarm',
  reviewInstructions: 'review.instructions',
} as const;

/** The leading section of all settings. */
export const settingsSection = 'everpair';
