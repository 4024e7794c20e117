/** From settings to chain, policy, keys and consent; a host brings settings, secrets and a way to ask a person. */
export type { ApiKeys, KeySource } from './apiKeys';
export { type ChatSettings, readChatSettings } from './chatSettings';
export { Configuration } from './configuration';
export type { ConsentEntry, ConsentRecord } from './consentRecord';
export { consentText } from './consentText';
export { readProviderId } from './providerId';
export { settingKeys, settingsSection } from './settingKeys';
export type { SettingProblem } from './settingProblem';
export type { SettingLevels, SettingsSource } from './settingsSource';
