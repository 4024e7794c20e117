import type { ManagerStatus, ProviderStatus } from '../../../engine/failover/api/providerManager';
import type { CompletionSettings } from '../settings/completionSettings';

/** What completions do in one document now. */
export type CompletionState =
  /** They come while typing, or when the user asks, written by `by`. `allBlank`: of its last answers nothing could be shown. */
  | { readonly kind: 'on' | 'manual'; readonly by: string; readonly allEmpty: boolean }
  /** Nothing of this file is ever sent; `by` is the reason as it follows "excluded by". */
  | { readonly kind: 'excluded'; readonly by: string }
  | { readonly kind: 'off-in-file' }
  | { readonly kind: 'off-for-language'; readonly languageId: string }
  /** Milliseconds since the epoch, as all times here. */
  | { readonly kind: 'snoozed'; readonly until: number }
  | { readonly kind: 'no-provider' }
  /** Nobody may be asked now: until a time, or until the user does something about the reason. */
  | { readonly kind: 'paused'; readonly until: number | undefined; readonly reason: string | undefined };

export interface CompletionFacts {
  readonly languageId: string;
  readonly settings: Pick<CompletionSettings, 'enabled' | 'trigger' | 'provider'>;
  /** Why nothing of the file is sent, as it follows "excluded by". */
  readonly excludedBy: string | undefined;
  readonly isOffInFile: boolean;
  readonly snoozedUntil: number | undefined;
  readonly status: ManagerStatus;
  /** Whether of the last answers of a route nothing could be shown; by `Route.id`. */
  readonly areAllEmpty: (routeId: string) => boolean;
}

/** What holds first is told: what never sends, what the user turned off, what nobody can serve. Pure. */
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

/** Who would be asked for a completion now. */
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
  if (status.offline) return { kind: 'paused', until: undefined, reason: 'This machine seems to be offline.' };
  const times = open.map(({ completion }) => completion.until).filter((until) => until !== undefined);
  return { kind: 'paused', until: times.length > 0 ? Math.min(...times) : undefined, reason: undefined };
}
