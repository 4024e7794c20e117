import { readOpencode } from '../../../../../../src/engine/setup/import/tools/opencodeConfig';
import { beside, type Case, claudeKey, first } from './case';

export const opencodeCases: readonly Case[] = [
  {
    files: ['kilo.jsonc'],
    read: ([config]) => readOpencode(config, undefined, 'Kilo Code'),
    value: first,
    entries: [
      {
        ...{ id: 'wave', type: 'openai-compatible', model: 'deepseek/deepseek-v4.1-flash', label: 'Wave' },
        ...{ baseUrl: 'https://llm.wave.example/v1', apiKeyEnv: 'WAVE_API_KEY' },
        ...{ contextWindow: 131_072, maxOutputTokens: 8192 },
      },
    ],
    keys: [undefined],
    notTaken: { permission: /tools/ },
  },
  {
    files: ['opencode-local.jsonc'],
    read: ([config]) => readOpencode(config, undefined),
    value: first,
    entries: [
      {
        ...{ id: 'llama.cpp', type: 'openai-compatible', preset: 'llama.cpp', model: 'qwen3-coder:a3b' },
        ...{ contextWindow: 128_000, maxOutputTokens: 65_536 },
      },
      { id: 'lmstudio', type: 'openai-compatible', preset: 'lmstudio', model: 'google/gemma-3n-e4b' },
      { id: 'ollama', type: 'ollama', model: 'llama2' },
    ],
    keys: [undefined, undefined, undefined],
    notTaken: {
      'provider.llama.cpp.models.gpt-oss:20b': /listed once/,
      small_model: /Titles/,
      instructions: /AGENTS\.md/,
    },
  },
  {
    files: ['opencode-cloud.json', 'opencode-auth.json'],
    read: ([config, auth]) => readOpencode(config, auth),
    value: beside('auth.json'),
    entries: [
      { id: 'anthropic', type: 'anthropic', model: 'claude-sonnet-5-5' },
      { id: 'openai', type: 'openai', model: 'gpt-5.6-terra', completionModel: 'gpt-5.6-luna' },
      {
        ...{ id: 'myprovider', type: 'openai-compatible', model: 'my-model-name', label: 'My AI ProviderDisplay Name' },
        ...{
          baseUrl: 'https://api.myprovider.example/v1',
          apiKeyEnv: 'MY_PROVIDER_KEY',
          headers: { 'X-Region': 'eu' },
        },
        ...{ contextWindow: 200_000, maxOutputTokens: 65_536 },
      },
      { id: 'google', type: 'google', model: 'gemini-3.8-flash', completionModel: 'gemini-3.1-flash-lite' },
      { id: 'deepseek', type: 'openai-compatible', preset: 'deepseek', model: 'deepseek-flash' },
    ],
    keys: [
      ...[`${claudeKey}-opencode`, undefined, undefined, 'AIzaF1xtureOpencodeF1xtureOpen0123456789'],
      'sk-F1xtureNoModel0123456789abcdef',
    ],
    notTaken: {
      'provider.groq': /turned off/,
      'provider.amazon-bedrock': /Bedrock/,
      'provider.openai.options.apiKey': /file with a key/,
      'auth.json.github-copilot': /sign-in/,
    },
  },
];
