import type { ProviderConfig } from '../model/provider/providerConfig';
import type { ProviderDescriptor } from '../providers/descriptor/providerDescriptor';
import { descriptors } from '../providers/registry/descriptors';

/** A local server that answered. */
export interface FoundServer {
  /** Undefined: its usual one. */
  readonly baseUrl: string | undefined;
  readonly models: readonly string[];
}

/** What is there to be used without any setting, by the type of the provider. */
export interface Usable {
  /** Types with a known key. */
  readonly keys: ReadonlySet<string>;
  readonly servers: ReadonlyMap<string, FoundServer>;
  /** The model that is set up for the server that Everpair itself runs. */
  readonly ownModel?: string | undefined;
}

/** The chain where the user has set nothing: each provider that can be used, in the order of `among`. Pure. */
export function defaultChain(
  { keys, servers, ownModel }: Usable,
  among: readonly ProviderDescriptor[] = descriptors,
): readonly ProviderConfig[] {
  return among.flatMap((descriptor) => {
    const server = servers.get(descriptor.type);
    if (descriptor.ownServer) return ownModel === undefined ? [] : { ...shared(descriptor), model: ownModel };
    const config = keys.has(descriptor.type) ? configByKey(descriptor) : server && configOfServer(descriptor, server);
    return config ?? [];
  });
}

/** The configurations that are used only if their key is known. */
export function configsByKey(among: readonly ProviderDescriptor[] = descriptors): readonly ProviderConfig[] {
  return among.flatMap((descriptor) => configByKey(descriptor) ?? []);
}

function configByKey(descriptor: ProviderDescriptor): ProviderConfig | undefined {
  const { usualModels } = descriptor;
  return usualModels && { ...shared(descriptor), model: usualModels.chat, completionModel: usualModels.completion };
}

function configOfServer(descriptor: ProviderDescriptor, { baseUrl, models }: FoundServer): ProviderConfig | undefined {
  const chosen = descriptor.localServer?.choose(models);
  return (
    chosen && {
      ...shared(descriptor),
      model: chosen.chat,
      completionModel: chosen.completion,
      ...(baseUrl === undefined ? {} : { baseUrl }),
    }
  );
}

function shared({ type, label }: ProviderDescriptor): Omit<ProviderConfig, 'model'> {
  return { id: type, type, label, headers: {}, enabled: true };
}
