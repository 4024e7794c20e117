import type { Failure } from '../../model/failure/failure';
import type { OptionalParameter } from '../../model/failure/optionalParameter';
import type { Route } from '../../model/route/route';
import type { Capabilities } from './capabilities';

/** Different parameters that one request leaves out for a route at most, each after a refusal of its own. */
const maxLeftOut = 4;

/** As in "Invalid schema for response_format" and "failed to parse grammar", but not in "does not support json_schema". */
const aboutSchema = /\b(?:schema|grammar)\b/i;

/** The parts that one request leaves out for each route: those learned before, and those it tries itself. */
export class Adaptations {
  private readonly tried = new Map<string, Set<OptionalParameter>>();
  private readonly limits = new Map<string, number>();
  /** Routes that did not take what this request says in a part: they may take that of another. */
  private readonly unlearned = new Set<string>();

  constructor(private readonly capabilities: Capabilities) {}

  /** Parameters that the request to this route leaves out. */
  leaveOut(route: Route): ReadonlySet<OptionalParameter> {
    const known = this.capabilities.refusedParameters(route);
    const tried = this.tried.get(route.id);
    return tried ? new Set([...known, ...tried]) : known;
  }

  /** Tokens that the answer may take at this route; undefined where the route has named no limit. */
  outputLimit(route: Route): number | undefined {
    return this.limits.get(route.id) ?? this.capabilities.outputLimit(route);
  }

  /** Whether the route may be asked once more, without what it refused. Never true twice for the same part. */
  adapt(route: Route, { refusedParameters = [], outputLimitTokens, message }: Failure): boolean {
    if (outputLimitTokens !== undefined) {
      if (this.limits.has(route.id)) return false;
      this.limits.set(route.id, outputLimitTokens);
      return true;
    }
    const tried = this.tried.get(route.id) ?? new Set();
    const more = refusedParameters.filter((parameter) => !tried.has(parameter));
    if (more.length === 0 || tried.size + more.length > maxLeftOut) return false;
    this.tried.set(route.id, new Set([...tried, ...more]));
    if (aboutSchema.test(message)) this.unlearned.add(route.id);
    return true;
  }

  /** The route took the request as it was: the parts left out are remembered. */
  served(route: Route): void {
    const tried = this.tried.get(route.id);
    if (tried && !this.unlearned.has(route.id)) this.capabilities.recordRefusedParameters(route, tried);
    const limit = this.limits.get(route.id);
    if (limit !== undefined) this.capabilities.recordOutputLimit(route, limit);
    this.tried.delete(route.id);
  }
}
