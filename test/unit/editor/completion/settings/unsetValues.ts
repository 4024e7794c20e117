import type { CompletionValues } from '../../../../../src/editor/completion/settings/completionSettings';

const unset = { user: undefined, narrowing: [] };

/** What VS Code tells where the user has set nothing. */
export const unsetValues: CompletionValues = {
  enabled: unset,
  enabledByDefault: undefined,
  trigger: unset,
  multiline: unset,
  provider: undefined,
  maxLatency: undefined,
  localRace: undefined,
  prefetch: undefined,
  delay: undefined,
};
