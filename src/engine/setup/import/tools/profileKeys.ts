/** Where Cline's and Roo Code's settings have what belongs to a provider: each provider has fields of its own. */
export interface ProfileKeys {
  readonly model: string;
  readonly key?: string;
  readonly baseUrl?: string;
  readonly headers?: string;
  /** The vendor's word in `vendors.ts`, where it is another. */
  readonly vendor?: string;
}

/** Source: provider-settings.ts of RooCodeInc/Roo-Code, and state-keys.ts and provider-keys.ts of cline/cline. */
const keys: Readonly<Record<string, ProfileKeys>> = {
  anthropic: { model: 'apiModelId', key: 'apiKey', baseUrl: 'anthropicBaseUrl' },
  openai: {
    ...{ model: 'openAiModelId', key: 'openAiApiKey', baseUrl: 'openAiBaseUrl', headers: 'openAiHeaders' },
    vendor: 'openai-compatible',
  },
  'openai-native': { model: 'apiModelId', key: 'openAiNativeApiKey', baseUrl: 'openAiNativeBaseUrl' },
  openrouter: { model: 'openRouterModelId', key: 'openRouterApiKey', baseUrl: 'openRouterBaseUrl' },
  gemini: { model: 'apiModelId', key: 'geminiApiKey', baseUrl: 'googleGeminiBaseUrl' },
  ollama: { model: 'ollamaModelId', key: 'ollamaApiKey', baseUrl: 'ollamaBaseUrl' },
  lmstudio: { model: 'lmStudioModelId', baseUrl: 'lmStudioBaseUrl' },
  mistral: { model: 'apiModelId', key: 'mistralApiKey', baseUrl: 'mistralCodestralUrl' },
  deepseek: { model: 'apiModelId', key: 'deepSeekApiKey', baseUrl: 'deepSeekBaseUrl' },
  xai: { model: 'apiModelId', key: 'xaiApiKey' },
  groq: { model: 'apiModelId', key: 'groqApiKey' },
  cerebras: { model: 'apiModelId', key: 'cerebrasApiKey' },
  sambanova: { model: 'apiModelId', key: 'sambanovaApiKey' },
  fireworks: { model: 'apiModelId', key: 'fireworksApiKey' },
  moonshot: { model: 'apiModelId', key: 'moonshotApiKey', baseUrl: 'moonshotBaseUrl' },
  zai: { model: 'apiModelId', key: 'zaiApiKey' },
  minimax: { model: 'apiModelId', key: 'minimaxApiKey', baseUrl: 'minimaxBaseUrl' },
  deepinfra: { model: 'deepInfraModelId', key: 'deepInfraApiKey', baseUrl: 'deepInfraBaseUrl' },
  requesty: { model: 'requestyModelId', key: 'requestyApiKey', baseUrl: 'requestyBaseUrl' },
  together: { model: 'togetherModelId', key: 'togetherApiKey' },
  huggingface: { model: 'huggingFaceModelId', key: 'huggingFaceApiKey' },
  litellm: { model: 'litellmModelId', key: 'litellmApiKey', baseUrl: 'litellmBaseUrl' },
  'vercel-ai-gateway': { model: 'vercelAiGatewayModelId', key: 'vercelAiGatewayApiKey' },
};

/** Cline has other words for some of them. */
const clineKeys: Readonly<Record<string, Partial<ProfileKeys>>> = {
  gemini: { baseUrl: 'geminiBaseUrl' },
  litellm: { model: 'liteLlmModelId', key: 'liteLlmApiKey', baseUrl: 'liteLlmBaseUrl' },
  groq: { model: 'groqModelId' },
  fireworks: { model: 'fireworksModelId' },
};

export function profileKeys(provider: string, isCline: boolean): ProfileKeys {
  const usual = Object.hasOwn(keys, provider) ? keys[provider] : undefined;
  const special = isCline && Object.hasOwn(clineKeys, provider) ? clineKeys[provider] : {};
  return { model: 'apiModelId', ...usual, ...special };
}
