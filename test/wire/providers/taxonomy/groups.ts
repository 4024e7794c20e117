import { anthropic } from './anthropic';
import { deepSeek, geminiCompatible, llamaCpp, mistral, others, vllm } from './hosts';
import { ollama } from './ollama';
import { openAi } from './openAi';
import { azure, bedrock, openRouter } from './routers';
import type { Group } from './row';

export const groups: readonly Group[] = [
  anthropic,
  openAi,
  ollama,
  openRouter,
  azure,
  bedrock,
  geminiCompatible,
  mistral,
  deepSeek,
  llamaCpp,
  vllm,
  others,
];
