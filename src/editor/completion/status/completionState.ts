import * as l10n from '@vscode/l10n';
import type { ManagerStatus, ProviderStatus } from '../../../engine/failover';
import type { CompletionSettings } from '../settings/completionSettings';

/** The state of completions in one document. */
export type CompletionState =
  /** Suggestions come while typing, or when the user asks, from `by`. `allEmpty`: its last answers were all empty. */
  | { readonly kind: 'on' | 'manual'; readonly by: string; readonly allEmpty: boolean }
  /** The file is never sent. `by` is the reason, as it follows "excluded by". */
  | { readonly kind: 'excluded'; readonly by: string }
  | { readonly kind: 'off-in-file' }
  | { readonly kind: 'off-for-language'; readonly languageId: string }
  /** Milliseconds since the epoch, as all times here. */
  | { readonly kind: 'snoozed'; readonly until: number }
  | { readonly kind: 'no-provider' }
  /** No provider may be asked now: until a time, or until the user removes the reason. */
  | { readonly kind: 'paused'; readonly until: number | undefined; readonly reason: string | undefined };

export interface CompletionFacts {
  readonly languageId: string;
  readonly settings: Pick<CompletionSettings, 'enabled' | 'trigger' | 'provider'>;
  /** Why the file is not sent, as it follows "excluded by". */
  readonly excludedBy: string | undefined;
  readonly isOffInFile: boolean;
  readonly snoozedUntil: number | undefined;
  readonly status: ManagerStatus;
  /** Whether the last answers of a route were all empty, by `Route.id`. */
  readonly areAllEmpty: (routeId: string) => boolean;
}

/** The first reason counts: exclusions, then what the user has turned off, then providers that cannot serve. Pure. */
export function completionState(facts: CompletionFacts): CompletionState {
  const { languageId, settings, excludedBy, isOffInFile, snoozedUntil, status } = facts;
  if (excludedBy !== undefined) return { kind: 'excluded', by: excludedBy };
  if (isOffInFile) return { kind: 'off-in-file' };
  if (!settings.enabled) return { kind: 'off-for-language', languageId };
  if (snoozedUntil !== undefined) return { kind: 'snoozed', until: snoozedUntil };
  if (status.providers.length === 0) return { kind: 'no-provider' };
  const server = serverOf(status, settings.provider);
  if (!server) return paused(status);
  const { id, label, model } = server.link.completion;
  const kind = settings.trigger === 'manual' ? 'manual' : 'on';
  return { kind, by: `${label}, ${model}`, allEmpty: facts.areAllEmpty(id) };
}

/** The provider that would be asked for a completion now. */
function serverOf(status: ManagerStatus, preferred: string | undefined): ProviderStatus | undefined {
  const able = asked(status).filter(
    (provider) =>
      provider.state !== 'off' &&
      (provider.completion.state !== 'down' || provider.completion.halfOpen) &&
      !(status.offline && provider.link.completion.trust === 'cloud'),
  );
  return able.find(({ link }) => link.provider.id === preferred) ?? able[0];
}

function asked({ providers, pinned }: ManagerStatus): readonly ProviderStatus[] {
  return pinned === undefined ? providers : providers.filter(({ link }) => link.provider.id === pinned);
}

function paused(status: ManagerStatus): CompletionState {
  const open = asked(status).filter(({ state }) => state !== 'off');
  if (open.length === 0) return { kind: 'paused', until: undefined, reason: asked(status)[0]?.offReason };
  if (status.offline) return { kind: 'paused', until: undefined, reason: l10n.t('This machine seems to be offline.') };
  const times = open.map(({ completion }) => completion.until).filter((until) => until !== undefined);
  return { kind: 'paused', until: times.length > 0 ? Math.min(...times) : undefined, reason: undefined };
}
