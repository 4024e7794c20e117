import type { ProviderType } from '../../../src/engine/providers/registry/descriptors';

/** Who runs the servers that are asked over the network. */
export const hosts = ['anthropic', 'openai', 'google', 'aws'] as const;
export type Host = (typeof hosts)[number];

/** What is asked over the network: a model at a host. */
export const remotes = ['anthropic', 'anthropic-second', 'anthropic-at-aws', 'openai', 'google'] as const;
export type Remote = (typeof remotes)[number];

export type ProviderId = Remote | 'ollama';

interface RemoteFacts {
  /** For the report. */
  readonly title: string;
  readonly host: Host;
  readonly type: ProviderType;
  /** Who trained it: the same model family at another host is of the same vendor. */
  readonly vendor: string;
  readonly model: string;
}

export const remoteFacts: Readonly<Record<Remote, RemoteFacts>> = {
  anthropic: { title: 'Anthropic', host: 'anthropic', type: 'anthropic', vendor: 'anthropic', model: 'first' },
  'anthropic-second': {
    title: 'Anthropic, another model',
    host: 'anthropic',
    type: 'anthropic',
    vendor: 'anthropic',
    model: 'second',
  },
  'anthropic-at-aws': {
    title: 'Anthropic’s model at AWS',
    host: 'aws',
    type: 'anthropic',
    vendor: 'anthropic',
    model: 'first',
  },
  openai: { title: 'OpenAI', host: 'openai', type: 'openai', vendor: 'openai', model: 'first' },
  google: { title: 'Google', host: 'google', type: 'openai-compatible', vendor: 'google', model: 'first' },
};

export function titleOf(provider: ProviderId): string {
  return provider === 'ollama' ? 'Ollama' : remoteFacts[provider].title;
}
