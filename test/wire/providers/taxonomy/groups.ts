import { addresses } from './addresses';
import { anthropic } from './anthropic';
import { deepSeek } from './deepSeek';
import { geminiCompatible } from './gemini';
import { llamaCpp, vllm } from './localServers';
import { mistral } from './mistral';
import { ollama } from './ollama';
import { openAi } from './openAi';
import { others } from './otherHosts';
import { azure, bedrock, openRouter } from './routers';
import type { Group } from './row';
import { tooLongWords } from './tooLong';

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
  tooLongWords,
  addresses,
];
