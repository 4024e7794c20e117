import * as l10n from '@vscode/l10n';
import type { ModelChoice, Route } from '../../model/route/route';
import type { ChainLink } from '../api/providerManager';

/** A choice of the user's that cannot be asked. */
export interface DroppedChoice {
  readonly choice: ModelChoice;
  /** A clause. */
  readonly why: string;
}

export interface ChosenChain {
  readonly links: readonly ChainLink[];
  /** The route of the choice, at the head of the links. */
  readonly choice?: Route;
  readonly dropped?: DroppedChoice;
}

/**
 * The chain with the chosen model at its head. Its provider keeps its place with the model of the settings. `pinned`: the one
 * link that may be asked. Pure.
 */
export function withChoice(
  links: readonly ChainLink[],
  choice: ModelChoice | undefined,
  pinned: ChainLink | undefined,
): ChosenChain {
  if (!choice) return { links };
  const link = links.find(({ provider }) => provider.id === choice.providerId);
  if (!link) return { links, dropped: { choice, why: whyNoLink(choice, pinned) } };
  if (choice.model.trim() === '') return { links, dropped: { choice, why: l10n.t('no model was named') } };
  const chat = link.routeFor(choice.model);
  return { links: [{ ...link, chat }, ...links.filter((other) => other.chat.id !== chat.id)], choice: chat };
}

function whyNoLink({ providerId }: ModelChoice, pinned: ChainLink | undefined): string {
  return pinned
    ? l10n.t('only {0} is asked, since it is pinned', pinned.label)
    : l10n.t('the provider {0} is not in your settings', providerId);
}
