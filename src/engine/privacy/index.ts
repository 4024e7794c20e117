/** What text of a file may leave this machine, and what a log may say. */
export { diffForm, diffParts, type DiffPart } from './diffParts';
export { diskProbe } from './exclusions/diskProbe';
export { ExclusionCache, type ExclusionDecision } from './exclusions/exclusionCache';
export { globMatcher, type GlobLevels, type GlobMatcher } from './exclusions/exclusionGlobs';
export { settingsInEnvironment, type GitUser } from './exclusions/gitConfig';
export { GitIgnore, type FileProbe } from './exclusions/gitIgnore';
export { shownSecretKinds } from './keys/secretKinds';
export { maskedRequest } from './maskedRequest';
export { maySend, secretNameRule } from './maySend';
export { RedactingLog } from './redaction/redactingLog';
export {
  isTooLarge,
  keptBack,
  partOf,
  type Allowed,
  type FileLocation,
  type KeptBack,
  type Release,
  type ReleaseDecision,
  type Use,
} from './release';
export { RestorableMasks } from './restorableMasks';
export type { KeptBackFile } from './requestSources';
export { isSecretPath } from './secretNames';
