import type { Price } from '../../model/price';
import { type OptionalParameter, optionalParameters } from '../../model/failure/optionalParameter';
import type { Route } from '../../model/route/route';
import type { LearnedFacts } from './learnedFacts';

/** No model has a smaller window; such a number is a mistake of ours. */
const smallestWindowTokens = 256;
/** A refusal that names no limit tells nothing of the window when the request was no longer than this. */
const smallestTellingTokens = 2_048;
/** An account's credit is taken to be unchanged for this long. */
const creditHoldsMs = 3_600_000;

/**
 * The parameters and sizes that routes were found to take, and what their hosts ask for them, for a week. Settings of the user beat this knowledge, and it
 * beats the table of models.
 */
export class Capabilities {
  constructor(
    private readonly facts: LearnedFacts,
    private readonly now: () => number,
  ) {}

  /** Of the parameters that a request can do without, those that the route has refused. */
  refusedParameters(route: Route): ReadonlySet<OptionalParameter> {
    const names = new Set(this.facts.names(route));
    if (names.size === 0) return none;
    return new Set(optionalParameters.filter((parameter) => names.has(refusedName(parameter))));
  }

  /** The route took the request without them. */
  recordRefusedParameters(route: Route, parameters: Iterable<OptionalParameter>): void {
    for (const parameter of parameters) this.facts.set(route, refusedName(parameter), 1);
  }

  /** Whether the route continues an unfinished assistant turn: as the catalogue says, unless it has refused one. */
  takesPrefill(route: Route): boolean {
    return route.traits.prefill && !this.facts.get(route, 'refused-prefill');
  }

  recordRefusedPrefill(route: Route): void {
    this.facts.set(route, 'refused-prefill', 1);
  }

  /** Tokens, input and output together; undefined where it is not known. */
  contextWindow(route: Route): number | undefined {
    if (route.settings?.contextWindow !== undefined) return route.settings.contextWindow;
    const listed = this.facts.get(route, 'window')?.value ?? route.traits.contextWindow;
    const limit = this.facts.get(route, 'limit')?.value;
    const refused = this.facts.get(route, 'refused-size')?.value;
    const known = [listed, limit, refused === undefined ? undefined : refused - 1].filter((each) => each !== undefined);
    return known.length === 0 ? undefined : Math.min(...known);
  }

  /** Tokens, as the host lists them for its model. */
  recordWindow(route: Route, tokens: number | undefined): void {
    if (tokens === undefined || tokens < smallestWindowTokens || this.facts.get(route, 'window')?.value === tokens)
      return;
    this.facts.set(route, 'window', tokens);
  }

  /** Undefined where neither host nor table has said it. */
  seesImages(route: Route): boolean | undefined {
    if (route.settings?.images !== undefined) return route.settings.images;
    const said = this.facts.get(route, 'images')?.value;
    return said === undefined ? route.traits.images : said === sees;
  }

  /** As the host has said it of its model. */
  recordSight(route: Route, isSeeing: boolean | undefined): void {
    const value = isSeeing ? sees : blind;
    if (isSeeing !== undefined && this.facts.get(route, 'images')?.value !== value)
      this.facts.set(route, 'images', value);
  }

  /** Undefined where it is not known. */
  price(route: Route): Price | undefined {
    if (route.settings?.price) return route.settings.price;
    const [input, output] = [this.rate(route, 'input'), this.rate(route, 'output')];
    if (input === undefined || output === undefined) return route.traits.price;
    const [cachedInput, cacheWrite] = [this.rate(route, 'cachedInput'), this.rate(route, 'cacheWrite')];
    return {
      ...{ input, output },
      ...(cachedInput === undefined ? {} : { cachedInput }),
      ...(cacheWrite === undefined ? {} : { cacheWrite }),
    };
  }

  /** As the host lists it for its model; undefined: it lists none, or none any more. */
  recordPrice(route: Route, price: Price | undefined): void {
    const facts = rateNames.map((name) => ({ name: `price:${name}`, value: rateAsFact(price?.[name]) }));
    if (facts.every(({ name, value }) => (this.facts.get(route, name)?.value ?? 0) === value)) return;
    // All of them, so that none is forgotten before the others.
    for (const { name, value } of facts) this.facts.set(route, name, value);
  }

  /** A request was too long. `limit`: tokens, where the host named it; `asked`: tokens, an estimate of the request. */
  recordTooLong(route: Route, asked: number, limit: number | undefined): void {
    if (limit !== undefined && limit >= smallestWindowTokens) this.facts.set(route, 'limit', limit);
    else if (asked > smallestTellingTokens) this.facts.set(route, 'refused-size', asked);
  }

  /** Tokens that an answer may take; undefined where no host has named a limit. */
  outputLimit(route: Route): number | undefined {
    const fact = this.facts.get(route, 'output');
    return fact && this.now() - fact.at < creditHoldsMs ? fact.value : undefined;
  }

  recordOutputLimit(route: Route, tokens: number): void {
    this.facts.set(route, 'output', tokens);
  }

  /** A request of so many tokens was answered: no smaller size can be too long. */
  served(route: Route, asked: number): void {
    const refused = this.facts.get(route, 'refused-size');
    if (refused && refused.value <= asked) this.facts.set(route, 'refused-size', 0);
  }

  private rate(route: Route, name: (typeof rateNames)[number]): number | undefined {
    const fact = this.facts.get(route, `price:${name}`)?.value;
    return fact === undefined ? undefined : (fact - 1) / factsOfDollar;
  }

  /** Forgets what was learned of one provider, or of all. */
  forget(providerId?: string): void {
    this.facts.forget(providerId);
  }
}

/** A fact of 0 would be a forgotten one. */
const [sees, blind] = [1, 2];

const rateNames = ['input', 'output', 'cachedInput', 'cacheWrite'] as const;
/** A rate is kept in millionths of a dollar, which are whole numbers; one more, since a rate may be 0. */
const factsOfDollar = 1e6;

function rateAsFact(dollars: number | undefined): number {
  return dollars === undefined ? 0 : Math.round(dollars * factsOfDollar) + 1;
}

const none: ReadonlySet<OptionalParameter> = new Set();

function refusedName(parameter: OptionalParameter): string {
  return `refused:${parameter}`;
}
