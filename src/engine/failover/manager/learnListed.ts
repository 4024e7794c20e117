import type { ModelInfo } from '../../model/provider/provider';
import type { Route } from '../../model/route/route';
import type { ChainLink } from '../api/providerManager';
import type { Capabilities } from '../learned/capabilities';

/** Remembers what a host lists of the models of the settings. Of the others it is not kept: some hosts list hundreds. */
export function learnListed(link: ChainLink, models: readonly ModelInfo[], capabilities: Capabilities): void {
  for (const route of new Set([link.chat, link.completion])) {
    const listed = models.find(({ id }) => id === route.model);
    learnModel(link, route, listed, capabilities);
  }
}

/** `listed`: undefined where the host does not list the model. What it has said of the model itself counts before. */
export function learnModel(
  { provider }: Pick<ChainLink, 'provider'>,
  route: Route,
  listed: ModelInfo | undefined,
  capabilities: Capabilities,
): void {
  capabilities.recordWindow(route, provider.contextWindow?.(route.model) ?? listed?.contextWindow);
  capabilities.recordSight(route, provider.seesImages?.(route.model) ?? listed?.images);
  if (listed) capabilities.recordPrice(route, listed.price);
}
