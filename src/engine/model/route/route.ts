import type { ImageLimits, ImageTokenRule } from '../request/image';
import type { Price } from '../price';

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
  /** Of the table of models; absent when not known, zero for a local model. */
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
  /** Its list of models says what each costs there. */
  readonly listsPrices?: true;
  /** Installs the model there. */
  readonly installCommand?: string;
}

/** A model that its vendor does not serve any more. */
export interface Retirement {
  /** As "2026-08-16". */
  readonly on: string;
  /** Model of the same vendor that takes its place. */
  readonly successor: string;
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
  /** Host that the server there hands the model's requests on to; absent where it is not known to do so. */
  readonly forwardedTo?: string;
  /** The receiver of the code, for consent: a vendor's name or a host. */
  readonly vendor: string;
  readonly trust: Trust;
  /**
   * Stands for the provider's address, headers and account in the settings, and reveals none of them. A route's health
   * is recorded under them. Absent where they cannot change.
   */
  readonly configuration?: string;
  readonly traits: ModelTraits;
  /** Absent where the vendor serves the model, as far as it is known. */
  readonly retirement?: Retirement;
  /** Nothing is known of the server where it is absent. */
  readonly server?: ServerTraits;
  /** What the user says of the model, sizes in tokens. It beats what is known and what is learned. */
  readonly settings?: {
    readonly contextWindow?: number;
    readonly maxOutputTokens?: number;
    readonly images?: boolean;
    readonly tools?: boolean;
    readonly price?: Price;
  };
}

/** A model that the user chose: asked first, before the others of the chain. */
export interface ModelChoice {
  readonly providerId: string;
  readonly model: string;
}

export function routeId(providerId: string, model: string): string {
  return `${providerId}/${model}`;
}
