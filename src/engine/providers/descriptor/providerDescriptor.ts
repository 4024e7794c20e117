import type { ImageLimits } from '../../model/image';
import type { Provider } from '../../model/provider';
import type { ProviderConfig } from '../../model/providerConfig';
import type { ModelDefaults } from '../catalogue/models';
import type { AccountDefaults, ProviderDeps } from '../http/account';
import type { AddressForm } from '../http/baseUrl';

/** A provider's class. `config` is checked; `defaults` are those of its descriptor. */
export type ProviderConstructor = new (
  config: ProviderConfig,
  deps: ProviderDeps,
  defaults: AccountDefaults,
) => Provider;

/** A server that is looked for on the user's machine where the user has set no providers. */
export interface LocalServer {
  /** Environment variable that says where the server listens. */
  readonly addressVariable: string;
  /** Base URL that the variable's value means; undefined: the server's usual one. */
  readonly baseUrlIn: (value: string | undefined) => string | undefined;
  /** The best of its models for each task; undefined where none can chat. */
  readonly choose: (models: readonly string[]) => UsualModels | undefined;
}

export interface UsualModels {
  readonly chat: string;
  readonly completion: string;
}

/**
 * All that the rest of the engine has to know of one provider. Loaded at activation, so it imports neither an SDK nor
 * code that makes requests: those come with `load`.
 */
export interface ProviderDescriptor extends AccountDefaults {
  /** The `type` of an entry of `everpair.providers`. */
  readonly type: string;
  /** For people. */
  readonly label: string;
  /** Models where the user has named none. With them and a key the provider is used without a setting. */
  readonly usualModels?: UsualModels;
  /** Without a setting the provider is used where such a server answers. */
  readonly localServer?: LocalServer;
  readonly models: ModelDefaults;
  readonly address: AddressForm;
  /** What its hosts take of images; undefined where it is not known of a host. */
  readonly imageLimits?: (baseUrl: URL) => ImageLimits | undefined;
  /** Whether a host continues a trailing assistant message. `known`: whether the model's family does, which counts where this is absent. */
  readonly takesPrefill?: (baseUrl: URL, model: string, known: boolean) => boolean;
  /** The server may forward a model to another host. This also holds for a server on this machine. */
  readonly forwardsModels?: true;
  /** An Ollama speaks this protocol too, so that a server of the user's own may be one: at any port, or at Ollama's alone. */
  readonly spokenByOllama?: 'at-any-port' | 'at-its-port';
  /** A server of the user's own loads a model into memory at the first request, and can be asked to do so before. */
  readonly loadsOnDemand?: true;
  /** The vendor's hosts send headers at once, long before a model has thought. */
  readonly headersBeforeThinking?: true;
  /** See `ServerTraits`. */
  readonly putsTextIntoTemplate?: true;
  /** Installs a model on a server of the user's own. */
  readonly installCommand?: (model: string) => string;
  /**
   * By `require`, which the build makes a bundle of: a wait between the decision that something may be sent and the sending
   * is time in which the user can decide otherwise.
   */
  readonly load: () => ProviderConstructor;
}
