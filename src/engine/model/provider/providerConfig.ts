import type { Price } from '../price';

/** One entry of `everpair.providers`, checked and completed. Holds no key. */
export interface ProviderConfig {
  readonly id: string;
  /** The protocol, as the provider's descriptor names it. */
  readonly type: string;
  /** Model for chat. */
  readonly model: string;
  /** Model for inline completions; `model` where absent. */
  readonly completionModel?: string;
  /** Row of the table of presets that address and key variable were taken from. */
  readonly preset?: string;
  /** With the protocol's version path where it has one, no slash at the end; the type's default where absent. */
  readonly baseUrl?: string;
  /** Name of an environment variable to read the key from when none is stored. */
  readonly apiKeyEnv?: string;
  /** Where the service is asked, for types whose host has regions. */
  readonly region?: string;
  /** Profile of the machine's credentials, for types that take others than a key. */
  readonly profile?: string;
  readonly label: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Of Azure: the dated version of its API; its paths are those of `v1` where absent. */
  readonly apiVersion?: string;
  /** Of Azure: the Entra tenant whose account is signed in to, in place of a key. */
  readonly tenant?: string;
  readonly enabled: boolean;
  /** Tokens that its models hold, input and output together; beats what is known of them and what is learned. */
  readonly contextWindow?: number;
  /** File of authorities in PEM that its hosts' certificates may be signed by, beside those of the machine. `~/` is the home. */
  readonly caFile?: string;
  /** Files in PEM of the certificate that this client shows, and of its key; both or none. */
  readonly clientCertFile?: string;
  readonly clientKeyFile?: string;
  /** Tokens an answer may take at most. */
  readonly maxOutputTokens?: number;
  /** What the user says of its models; the first that matches a model counts. */
  readonly models?: readonly ModelFacts[];
}

/** Facts about models that count before all that hosts and tables say. */
export interface ModelFacts {
  /** A model in lower case, `*` stands for any characters. */
  readonly pattern: string;
  /** Tokens. */
  readonly contextWindow?: number;
  readonly maxOutputTokens?: number;
  readonly tools?: boolean;
  readonly images?: boolean;
  readonly thinking?: boolean;
  readonly prefill?: boolean;
  readonly price?: Price;
}
