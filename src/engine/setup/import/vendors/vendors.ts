import { presets } from '../../../providers/catalogue/presets/presets';

/** A service or server as tools name it, and the entry of `everpair.providers` that means the same. */
export interface Vendor {
  readonly id: string;
  readonly label: string;
  /** Type of the entry. */
  readonly type: string;
  /** Where the type has none of its own. */
  readonly baseUrl?: string;
  /** The variable that its own documentation has for the key. */
  readonly apiKeyEnv?: string;
  /** Other words of tools for it. */
  readonly names?: readonly string[];
}

const compatible = 'openai-compatible';

/** Other words of tools for what Everpair has presets for. */
const presetNames: Readonly<Record<string, readonly string[]>> = {
  mistral: ['mistralai'],
  together: ['togetherai', 'together_ai'],
  fireworks: ['fireworks-ai', 'fireworks_ai'],
  xai: ['x-ai', 'grok'],
  lmstudio: ['lm_studio', 'lm-studio'],
  'llama.cpp': ['llamacpp', 'llama-cpp', 'llamafile'],
  vllm: ['hosted_vllm'],
};

/** Sources: each vendor's API reference, and the names in each tool's own list of providers. */
const vendors: readonly Vendor[] = [
  { id: 'anthropic', label: 'Anthropic', type: 'anthropic', apiKeyEnv: 'ANTHROPIC_API_KEY' },
  { id: 'openai', label: 'OpenAI', type: 'openai', apiKeyEnv: 'OPENAI_API_KEY', names: ['openai-native'] },
  {
    ...{ id: 'google', label: 'Google Gemini', type: 'google', apiKeyEnv: 'GEMINI_API_KEY' },
    names: ['gemini', 'google-ai-studio', 'google-genai', 'google-palm', 'google-generative-ai'],
  },
  { id: 'ollama', label: 'Ollama', type: 'ollama', names: ['ollama_chat', 'ollama-vscode'] },
  ...presets.map(({ id, label, baseUrl, apiKeyEnv }) => at(id, label, baseUrl, apiKeyEnv, presetNames[id])),
  at('sambanova', 'SambaNova', 'https://api.sambanova.ai/v1', 'SAMBANOVA_API_KEY'),
  at('nvidia', 'NVIDIA', 'https://integrate.api.nvidia.com/v1', 'NVIDIA_API_KEY', ['nvidia_nim', 'nvidia-nim']),
  at('deepinfra', 'DeepInfra', 'https://api.deepinfra.com/v1/openai', 'DEEPINFRA_API_KEY'),
  at('huggingface', 'Hugging Face', 'https://router.huggingface.co/v1', 'HF_TOKEN', [
    'huggingface-inference-api',
    'huggingface-inference-providers',
  ]),
  at('cohere', 'Cohere', 'https://api.cohere.ai/compatibility/v1', 'COHERE_API_KEY'),
  at('perplexity', 'Perplexity', 'https://api.perplexity.ai', 'PERPLEXITY_API_KEY'),
  at('moonshot', 'Moonshot AI', 'https://api.moonshot.ai/v1', 'MOONSHOT_API_KEY', ['moonshotai']),
  at('zai', 'Z.ai', 'https://api.z.ai/api/paas/v4', 'ZAI_API_KEY', ['z-ai', 'zhipu', 'zhipuai']),
  at('minimax', 'MiniMax', 'https://api.minimax.io/v1', 'MINIMAX_API_KEY'),
  at('siliconflow', 'SiliconFlow', 'https://api.siliconflow.cn/v1', 'SILICONFLOW_API_KEY'),
  at('inception', 'Inception', 'https://api.inceptionlabs.ai/v1', 'INCEPTION_API_KEY'),
  at('scaleway', 'Scaleway', 'https://api.scaleway.ai/v1', 'SCW_SECRET_KEY'),
  at('requesty', 'Requesty', 'https://router.requesty.ai/v1', 'REQUESTY_API_KEY'),
  at('vercel', 'Vercel AI Gateway', 'https://ai-gateway.vercel.sh/v1', 'AI_GATEWAY_API_KEY', ['vercel-ai-gateway']),
  {
    ...{ id: 'azure', label: 'Azure OpenAI', type: 'azure-openai', apiKeyEnv: 'AZURE_OPENAI_API_KEY' },
    names: ['azure-openai', 'azure-cognitive-services'],
  },
  { id: 'litellm', label: 'LiteLLM', type: compatible, names: ['litellm_proxy'] },
  {
    ...{ id: compatible, label: 'OpenAI-compatible host', type: compatible },
    names: ['openai-compat', 'customoai', 'customendpoint', 'text-gen-webui'],
  },
];

function at(
  id: string,
  label: string,
  baseUrl: string,
  apiKeyEnv: string | undefined,
  names: readonly string[] = [],
): Vendor {
  return { id, label, type: compatible, baseUrl, names, ...(apiKeyEnv === undefined ? {} : { apiKeyEnv }) };
}

const byName = new Map(vendors.flatMap((vendor) => [vendor.id, ...(vendor.names ?? [])].map((name) => [name, vendor])));

/** By a tool's word for it. */
export function vendorNamed(name: string): Vendor | undefined {
  return byName.get(name.toLowerCase());
}

/** By its address, however an account there is called. A port of the user's own machine tells nothing. */
export function vendorAt(baseUrl: string): Vendor | undefined {
  const host = URL.canParse(baseUrl) ? new URL(baseUrl).host : undefined;
  const isOwn = (own: string | undefined): boolean =>
    own !== undefined && own.startsWith('https:') && host === new URL(own).host;
  return vendors.find((vendor) => vendor.type === compatible && isOwn(vendor.baseUrl));
}
