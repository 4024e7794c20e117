/** One entry of `everpair.providers`, checked and completed. Holds no key. */
export interface ProviderConfig {
  readonly id: string;
  /** The protocol, as the provider's descriptor names it. */
  readonly type: string;
  /** Model for chat. */
  readonly model: string;
  /** Model for inline completions; `model` where absent. */
  readonly completionModel?: string;
  /** With the protocol's version path where it has one, no slash at the end; the type's default where absent. */
  readonly baseUrl?: string;
  /** Name of an environment variable to read the key from when none is stored. */
  readonly apiKeyEnv?: string;
  readonly label: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly enabled: boolean;
  /** Tokens that its models hold, input and output together; beats what is known of them and what is learned. */
  readonly contextWindow?: number;
  /** Tokens an answer may take at most. */
  readonly maxOutputTokens?: number;
}
