import type { Route } from '../../../model/route/route';
import type { Adaptations } from '../../learned/adaptations';
import type { Capabilities } from '../../learned/capabilities';
import type { RouteLimits } from '../../policies/trimToWindow';

export interface AttemptLimits extends RouteLimits {
  /** Tokens that are asked for at most, also where the request names none; undefined where they have no limit. */
  readonly outputLimit: number | undefined;
  /** Undefined where it is not known. */
  readonly seesImages?: boolean | undefined;
}

/** What the route can take, as far as it is known now. */
export function attemptLimits(route: Route, capabilities: Capabilities, adaptations: Adaptations): AttemptLimits {
  const set = route.settings?.maxOutputTokens;
  const learned = adaptations.outputLimit(route);
  return {
    contextWindow: capabilities.contextWindow(route),
    maxOutputTokens: route.traits.maxOutputTokens,
    imageTokens: route.traits.imageTokens,
    seesImages: capabilities.seesImages(route),
    outputLimit: set === undefined ? learned : Math.min(set, learned ?? Infinity),
  };
}
