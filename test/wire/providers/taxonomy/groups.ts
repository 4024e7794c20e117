import { addresses } from './addresses';
import { anthropic } from './anthropic';
import { azure } from './azure';
import { bedrockConverse } from './bedrock';
import { deepSeek } from './deepSeek';
import { cerebras, fireworks, groq, together } from './fastHosts';
import { gemini3, geminiCompatible } from './gemini';
import { llamaCpp, textGenerationInference, vllm } from './localServers';
import { mistral } from './mistral';
import { ollama } from './ollama';
import { openAi } from './openAi';
import { others } from './otherHosts';
import { bedrock, openRouter } from './routers';
import type { Group } from './row';
import { vertexClaude, vertexGemini } from './vertex';
import { tooLongWords } from './tooLong';

export const groups: readonly Group[] = [
  anthropic,
  openAi,
  ollama,
  openRouter,
  azure,
  bedrock,
  bedrockConverse,
  gemini3,
  geminiCompatible,
  vertexGemini,
  vertexClaude,
  mistral,
  deepSeek,
  groq,
  cerebras,
  together,
  fireworks,
  llamaCpp,
  vllm,
  textGenerationInference,
  others,
  tooLongWords,
  addresses,
];
