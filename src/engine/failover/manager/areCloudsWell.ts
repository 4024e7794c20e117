import type { Route } from '../../model/route/route';
import type { ChainLink } from '../api/providerManager';
import { chatProfile, completionProfile, type RequestProfile } from '../api/requestProfile';
import type { Health } from '../health/health';
import type { Network } from '../health/network';

/** Whether all routes to clouds are healthy and this machine has a network. */
export function areCloudsWell(
  links: readonly ChainLink[],
  { health, network }: { readonly health: Health; readonly network: Network },
): boolean {
  const isWell = (route: Route, { lane }: RequestProfile): boolean =>
    route.trust !== 'cloud' || health.view(route, lane).state === 'healthy';
  return (
    !network.offline &&
    links.every(({ chat, completion }) => isWell(chat, chatProfile) && isWell(completion, completionProfile))
  );
}
