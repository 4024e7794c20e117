import type { LocalServerKind } from '../../config/local/identifyServer';
import type { LocalServers } from '../../config/local/localServerSetup';
import type { UsualModels } from '../../providers/descriptor/providerDescriptor';
import { descriptorOf } from '../../providers/registry/descriptors';

/** A server of models that answered, as what an entry of the chain is made of. */
export interface FoundServer {
  readonly type: string;
  readonly preset?: string;
  /** Undefined: the usual one of its type or preset. */
  readonly baseUrl?: string;
  /** Never none. */
  readonly models: readonly string[];
  /** The best of them. */
  readonly usual: UsualModels;
}

const presetOfKind: Record<LocalServerKind, string> = {
  'llama.cpp': 'llama.cpp',
  'lm-studio': 'lmstudio',
  vllm: 'vllm',
};

/** Those that have a model to chat with. */
export function foundServers({ ollamas, others }: LocalServers): readonly FoundServer[] {
  const { baseUrl: usualUrl, localServer } = descriptorOf('ollama');
  return [
    ...ollamas.flatMap(({ baseUrl, installed }): readonly FoundServer[] => {
      const models = installed.map(({ name }) => name);
      const usual = localServer?.choose(models);
      return usual ? [{ type: 'ollama', ...(baseUrl === usualUrl ? {} : { baseUrl }), models, usual }] : [];
    }),
    ...others.flatMap(({ kind, models }): readonly FoundServer[] => {
      const [first] = models;
      const usual = first === undefined ? undefined : { chat: first, completion: first };
      return usual ? [{ type: 'openai-compatible', preset: presetOfKind[kind], models, usual }] : [];
    }),
  ];
}
