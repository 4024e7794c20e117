import type { Failure } from '../../model/failure/failure';
import type { Route } from '../../model/route/route';
import type { Adaptations } from '../learned/adaptations';
import type { Capabilities } from '../learned/capabilities';
import type { RoutedRequest } from './context/routedRequest';

export interface Repaired {
  readonly request: RoutedRequest;
  /** What is left out, for the log. */
  readonly leftOut: string;
}

/** The remedies of one request for what routes refuse. */
export class RequestRepairs {
  private readonly repairedIds = new Set<string>();

  constructor(
    private readonly adaptations: Adaptations,
    private readonly capabilities: Capabilities,
  ) {}

  /** The request for another attempt of the same route; undefined where the refusal has no remedy left. */
  repair(request: RoutedRequest, route: Route, failure: Failure, wasPrefilled: boolean): Repaired | undefined {
    const { refusedParameters, outputLimitTokens, repair, isBlind } = failure;
    if (isBlind) return this.withoutImages(request, route);
    if (this.adaptations.adapt(route, failure)) {
      return { request, leftOut: refusedParameters?.join(', ') ?? `more than ${outputLimitTokens} tokens` };
    }
    if (repair === undefined || refusedParameters || this.repairedIds.has(route.id)) return undefined;
    const repaired = this.withoutRefused(request, route, repair, wasPrefilled);
    if (!repaired) return undefined;
    this.repairedIds.add(route.id);
    return { request: repaired, leftOut: repair };
  }

  /** That the model is blind is known by now: those of earlier turns are left out, and without those asked about nothing is asked. */
  private withoutImages(request: RoutedRequest, route: Route): Repaired | undefined {
    if (request.needs.images.length > 0 || this.repairedIds.has(route.id)) return undefined;
    this.repairedIds.add(route.id);
    return { request, leftOut: 'images' };
  }

  private withoutRefused(
    request: RoutedRequest,
    route: Route,
    repair: NonNullable<Failure['repair']>,
    wasPrefilled: boolean,
  ): RoutedRequest | undefined {
    if (repair !== 'prefill') return request.repaired(repair);
    if (!wasPrefilled) return undefined;
    // The next attempt asks with a turn of its own instead.
    this.capabilities.recordRefusedPrefill(route);
    return request;
  }
}
