import type { Protocol } from './protocol';
import { anthropicWire } from './anthropic';
import { bedrockWire } from './bedrock';
import { chatCompletionsWire } from './chatCompletions';
import { googleWire } from './google';
import { ollamaWire } from './ollama';
import { responsesWire } from './responses';
import type { Wire, WireOptions } from './wire';

const wires: Readonly<Record<Protocol, (options: WireOptions) => Wire>> = {
  anthropic: anthropicWire,
  responses: responsesWire,
  'chat-completions': chatCompletionsWire,
  ollama: ollamaWire,
  google: googleWire,
  bedrock: bedrockWire,
};

export function wireOf(protocol: Protocol, options: WireOptions): Wire {
  return wires[protocol](options);
}
