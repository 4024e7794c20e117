import type { ImageLimits } from '../../model/request/image';
import type { Provider } from '../../model/provider/provider';
import type { ProviderConfig } from '../../model/provider/providerConfig';
import type { ModelDefaults } from '../catalogue/models';
import type { AccountDefaults, ProviderDeps } from '../http/account';
import type { AddressForm } from '../http/baseUrl';

/** A provider's class. `config` is checked; `defaults` are those of its descriptor. */
export type ProviderConstructor = new (
  config: ProviderConfig,
  deps: ProviderDeps,
  defaults: AccountDefaults,
) => Provider;

/** Where the extension runs. */
export interface Surroundings {
  /** Names and addresses of the machine around this one: that of a container or of WSL; empty where this is the machine. */
  readonly hostNames: readonly string[];
}

/** A server that is looked for on the user's machine where the user has set no providers. */
export interface LocalServer {
  /** Environment variable that says where the server listens. */
  readonly addressVariable: string;
  /** Base URL that the variable's value means; undefined: the server's usual one. */
  readonly baseUrlIn: (value: string | undefined) => string | undefined;
  /** Base URLs where it is looked for when the variable says nothing, the likeliest first. */
  readonly places: (around: Surroundings) => readonly string[];
  /** The best of its models for each task; undefined where none can chat. */
  readonly choose: (models: readonly string[]) => UsualModels | undefined;
}

export type OwnField = 'apiVersion' | 'tenant' | 'region' | 'profile' | 'project' | 'location';

export type OwnValues = Partial<Readonly<Record<OwnField, string>>>;

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
  /** Where its vendor makes keys. */
  readonly keyPage?: string;
  /** Without a setting the provider is used where such a server answers. */
  readonly localServer?: LocalServer;
  /** Fields of an entry of `everpair.providers` that only some types have. */
  readonly ownFields?: readonly OwnField[];
  /** The one of them without which there is no host to ask. */
  readonly requiredField?: OwnField;
  /** Base URL made of these fields. `given`: the user's, read by `address`. */
  readonly placedBaseUrl?: (given: string | undefined, values: OwnValues) => string;
  /** A base URL for the message that one is missing, where the type has none of its own. */
  readonly baseUrlExample?: string;
  /** Whose account this machine may be signed in to, which is used without a key; for people. */
  readonly machineAccount?: 'AWS' | 'Google Cloud';
  /** What the host's sign-in asks a token for; undefined where the provider has a key. */
  readonly signInScopes?: (config: ProviderConfig) => readonly string[] | undefined;
  readonly models: ModelDefaults;
  readonly address: AddressForm;
  /** What its hosts take of images; undefined where it is not known of a host. */
  readonly imageLimits?: (baseUrl: URL) => ImageLimits | undefined;
  /** Whether a host continues a trailing assistant message. `known`: whether the model's family does, which counts where this is absent. */
  readonly takesPrefill?: (baseUrl: URL, model: string, known: boolean, presetId: string | undefined) => boolean;
  /** Whether a host's list of models says what each costs there. */
  readonly listsPrices?: (baseUrl: URL, presetId: string | undefined) => boolean;
  /** The user may name a row of the table of presets. */
  readonly hasPresets?: true;
  /** The server may forward a model to another host. This also holds for a server on this machine. */
  readonly forwardsModels?: true;
  /** An Ollama speaks this protocol too, so that a server of the user's own may be one: at any port, or at Ollama's alone. */
  readonly spokenByOllama?: 'at-any-port' | 'at-its-port';
  /** Everpair itself runs the server, on this machine, once a model is set up for it: the base URL only stands for it. */
  readonly ownServer?: true;
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
