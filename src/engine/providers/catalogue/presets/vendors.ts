import { chatOnly, type FimEndpoint, type Host, openAiDialect, usualDialect } from '../host';
import type { Preset } from './preset';

type Row = Omit<Preset, 'isServer'> & Required<Pick<Preset, 'apiKeyEnv' | 'keyPage' | 'models'>>;

const none: FimEndpoint = { kind: 'none' };
const mistralFim: FimEndpoint = { kind: 'suffix', path: '/fim/completions', below: 'base' };
const deepSeekFim: FimEndpoint = { kind: 'suffix', path: '/beta/completions', below: 'root' };
const rawPrompt: FimEndpoint = { kind: 'prompt', path: '/completions', below: 'base', hidesTokens: false };

const mistral: Pick<Host, 'dialect' | 'prefill'> = {
  dialect: { ...usualDialect, toolIds: /^[A-Za-z0-9]{9}$/, answersBetween: true, asksForUsage: false },
  prefill: () => 'prefix',
};

const rows: readonly Row[] = [
  {
    id: 'mistral',
    label: 'Mistral',
    baseUrl: 'https://api.mistral.ai/v1',
    apiKeyEnv: 'MISTRAL_API_KEY',
    keyPage: 'https://console.mistral.ai/api-keys',
    models: { chat: 'mistral-medium-latest', completion: 'codestral-latest' },
    ...mistral,
    // Of its models Codestral alone.
    fim: (model) => (/codestral/i.test(model) ? mistralFim : none),
    source: {
      urls: [
        'https://docs.mistral.ai/api/endpoint/fim',
        'https://docs.mistral.ai/models/codestral-25-08',
        'https://docs.mistral.ai/models/mistral-medium-3-5-26-04',
      ],
      on: '2026-11-30',
    },
  },
  {
    // A host of its own for editors, with keys of its own.
    id: 'codestral',
    label: 'Codestral',
    baseUrl: 'https://codestral.mistral.ai/v1',
    apiKeyEnv: 'CODESTRAL_API_KEY',
    keyPage: 'https://console.mistral.ai/codestral',
    models: { chat: 'codestral-latest', completion: 'codestral-latest' },
    ...mistral,
    fim: () => mistralFim,
    source: {
      urls: ['https://docs.mistral.ai/api/endpoint/fim', 'https://docs.litellm.ai/docs/providers/codestral'],
      on: '2026-11-30',
      elsewhere: 'address and key variable: LiteLLM',
    },
  },
  {
    id: 'deepseek',
    label: 'DeepSeek',
    baseUrl: 'https://api.deepseek.com',
    apiKeyEnv: 'DEEPSEEK_API_KEY',
    keyPage: 'https://platform.deepseek.com/api_keys',
    models: { chat: 'deepseek-flash', completion: 'deepseek-flash' },
    // It answers 400 to a schema.
    dialect: { ...usualDialect, lessThinking: 'thinking-type', responseFormats: ['json_object'] },
    prefill: () => 'prefix',
    prefillAt: { path: '/beta', below: 'root' },
    fim: (model) => (/reason|r1/i.test(model) ? none : deepSeekFim),
    source: {
      urls: [
        'https://api-docs.deepseek.com/quick_start/pricing',
        'https://api-docs.deepseek.com/guides/fim_completion',
        'https://api-docs.deepseek.com/guides/chat_prefix_completion',
        'https://api-docs.deepseek.com/guides/thinking_mode',
        'https://platform.deepseek.com/api-docs/guides/json_mode',
      ],
      on: '2026-12-01',
    },
  },
  {
    id: 'xai',
    label: 'xAI',
    baseUrl: 'https://api.x.ai/v1',
    apiKeyEnv: 'XAI_API_KEY',
    keyPage: 'https://console.x.ai',
    models: { chat: 'grok-4.7', completion: 'grok-4.3' },
    ...chatOnly,
    dialect: openAiDialect,
    source: {
      urls: ['https://docs.x.ai/guides/reasoning', 'https://docs.x.ai/developers/migration/may-15-retirement'],
      on: '2026-12-01',
      elsewhere: 'the least effort of grok-4.7: guides of others; `max_completion_tokens`: its provider of the AI SDK',
    },
  },
  {
    id: 'groq',
    label: 'Groq',
    baseUrl: 'https://api.groq.com/openai/v1',
    apiKeyEnv: 'GROQ_API_KEY',
    keyPage: 'https://console.groq.com/keys',
    models: { chat: 'openai/gpt-oss-120b', completion: 'openai/gpt-oss-20b' },
    ...chatOnly,
    dialect: openAiDialect,
    source: {
      urls: [
        'https://console.groq.com/docs/openai',
        'https://console.groq.com/docs/models',
        'https://console.groq.com/docs/reasoning',
      ],
      on: '2026-11-30',
    },
  },
  {
    id: 'together',
    label: 'Together AI',
    baseUrl: 'https://api.together.xyz/v1',
    apiKeyEnv: 'TOGETHER_API_KEY',
    keyPage: 'https://api.together.ai/settings/api-keys',
    models: { chat: 'openai/gpt-oss-120b', completion: 'openai/gpt-oss-120b' },
    ...chatOnly,
    dialect: { ...usualDialect, lessThinking: 'reasoning_effort' },
    fim: () => rawPrompt,
    listsPrices: true,
    source: {
      urls: [
        'https://github.com/togethercomputer/openapi/blob/main/openapi.yaml',
        'https://github.com/togethercomputer/skills/blob/main/skills/together-chat-completions/references/models.md',
        'https://docs.together.ai/docs/inference/chat/reasoning',
      ],
      on: '2026-12-01',
    },
  },
  {
    id: 'fireworks',
    label: 'Fireworks AI',
    baseUrl: 'https://api.fireworks.ai/inference/v1',
    apiKeyEnv: 'FIREWORKS_API_KEY',
    keyPage: 'https://fireworks.ai/account/api-keys',
    models: {
      chat: 'accounts/fireworks/models/gpt-oss-120b',
      completion: 'accounts/fireworks/models/gpt-oss-20b',
    },
    ...chatOnly,
    dialect: { ...usualDialect, lessThinking: 'reasoning_effort' },
    fim: () => rawPrompt,
    source: {
      urls: ['https://docs.fireworks.ai/guides/completions-api', 'https://docs.fireworks.ai/guides/reasoning'],
      on: '2026-12-01',
      elsewhere: 'that it still serves gpt-oss-20b: models.dev, July 2026',
    },
  },
  {
    id: 'openrouter',
    label: 'OpenRouter',
    baseUrl: 'https://openrouter.ai/api/v1',
    apiKeyEnv: 'OPENROUTER_API_KEY',
    keyPage: 'https://openrouter.ai/settings/keys',
    models: { chat: 'openai/gpt-5.6-terra', completion: 'openai/gpt-5.6-luna' },
    ...chatOnly,
    dialect: usualDialect,
    // Claude continues the turn; other models have many hosts there, and some take the turn for a finished one.
    prefill: (model) => (/claude/i.test(model) ? 'last-turn' : 'none'),
    listsPrices: true,
    source: {
      urls: [
        'https://openrouter.ai/docs/api-reference/overview',
        'https://openrouter.ai/docs/api-reference/errors',
        'https://openrouter.ai/openai/gpt-5.6-terra:batch',
      ],
      on: '2026-12-01',
      elsewhere: 'gpt-5.6-luna: named as gpt-5.6-terra',
    },
  },
  {
    id: 'cerebras',
    label: 'Cerebras',
    baseUrl: 'https://api.cerebras.ai/v1',
    apiKeyEnv: 'CEREBRAS_API_KEY',
    keyPage: 'https://cloud.cerebras.ai',
    models: { chat: 'gpt-oss-120b', completion: 'gpt-oss-120b' },
    ...chatOnly,
    dialect: openAiDialect,
    source: {
      urls: [
        'https://inference-docs.cerebras.ai/resources/openai',
        'https://inference-docs.cerebras.ai/support/deprecation',
      ],
      on: '2026-12-01',
      elsewhere: '`max_completion_tokens`: its Python SDK; the least effort: models.dev, July 2026',
    },
  },
];

/** Vendors that speak Chat Completions, each at one known address. */
export const vendors: readonly Preset[] = rows.map((row) => ({ ...row, isServer: false }));
