import type { ImageLimits, ImageTokenRule } from './image';
import type { Price } from './price';

/** Where code goes when this route is asked: this machine, a host the user runs, or a vendor. */
export type Trust = 'local' | 'private' | 'cloud';

/** Facts about a model. Unknown models get cautious values from the catalogue. */
export interface ModelTraits {
  /** Tokens, input and output together; absent where it is not known, since a guess would exclude the route. */
  readonly contextWindow?: number;
  readonly maxOutputTokens: number;
  readonly tools: boolean;
  /** Sees images; absent where it is not known. */
  readonly images?: boolean;
  /** How images count; absent where it is not known. */
  readonly imageTokens?: ImageTokenRule;
  /** Goes on from a trailing assistant message. */
  readonly prefill: boolean;
  /** Thinks before it answers, so that the first visible token may take a minute. */
  readonly reasoning: boolean;
  /** Absent when not known, zero for a local model. */
  readonly price?: Price;
}

/** How the server of a route behaves, independently of the model. */
export interface ServerTraits {
  /** It loads a model into memory at the first request, which may take minutes, and sends no headers until it has. */
  readonly loadsOnDemand?: boolean;
  /** It sends headers at once, long before a model has thought. */
  readonly headersBeforeThinking?: boolean;
  /** It puts text into the model's template as it is, so text that spells a mark of the template is read as one. */
  readonly putsTextIntoTemplate?: boolean;
  /** Nothing is known where it is absent. */
  readonly images?: ImageLimits;
  /** Installs the model there. */
  readonly installCommand?: string;
}

/** A provider together with a model: what a request can be sent to. */
export interface Route {
  /** `<provider id>/<model>`, unique in a chain. */
  readonly id: string;
  readonly providerId: string;
  /** The protocol, as the provider's descriptor names it. */
  readonly type: string;
  readonly model: string;
  /** The provider's name for people, for example "Anthropic". */
  readonly label: string;
  /** Origin of the base URL, for example `https://api.anthropic.com`: routes that share it fail together. */
  readonly endpoint: string;
  /** The receiver of the code, for consent: a vendor's name or a host. */
  readonly vendor: string;
  readonly trust: Trust;
  /**
   * Stands for the provider's address, headers and account in the settings, and reveals none of them. A route's health
   * is recorded under them. Absent where they cannot change.
   */
  readonly configuration?: string;
  readonly traits: ModelTraits;
  /** Nothing is known of the server where it is absent. */
  readonly server?: ServerTraits;
  /** The user's settings for the provider, in tokens. They beat what is known and what is learned. */
  readonly settings?: { readonly contextWindow?: number; readonly maxOutputTokens?: number };
}

/** A model that the user chose: asked first, before the others of the chain. */
export interface ModelChoice {
  readonly providerId: string;
  readonly model: string;
}

export function routeId(providerId: string, model: string): string {
  return `${providerId}/${model}`;
}
