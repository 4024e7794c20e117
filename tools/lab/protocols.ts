import type { Protocol as WireProtocol } from '../wire/protocol';

/** The protocols that the lab speaks, in the order of failover: what runs on this machine comes last. */
export const protocols = ['anthropic', 'openai', 'google', 'bedrock', 'ollama'] as const;
export type Protocol = (typeof protocols)[number];

/** Short enough to be broken one after the other. */
export const usualChain: readonly Protocol[] = ['anthropic', 'openai', 'ollama'];

/** What a person reads as the name of the provider. */
export const labels: Record<Protocol, string> = {
  anthropic: 'Claude (lab)',
  openai: 'GPT (lab)',
  google: 'Gemini (lab)',
  bedrock: 'Bedrock (lab)',
  ollama: 'Ollama (lab)',
};

/** What is spoken at the path: OpenAI has two protocols. */
export function spokenAt(path: string, protocol: Protocol): WireProtocol {
  if (protocol !== 'openai') return protocol;
  return path.endsWith('/responses') ? 'responses' : 'chat-completions';
}

/** Where a client looks for the provider, behind the address of its server. */
export function basePathOf(protocol: Protocol): string {
  return protocol === 'openai' ? '/v1' : '';
}
