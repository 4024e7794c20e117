import { readCopilotModels, readCopilotSetting } from '../../../../../../src/engine/setup/import/tools/copilotModels';
import { type Case, first, list, need } from './case';

export const copilotCases: readonly Case[] = [
  {
    files: ['chatLanguageModels.json'],
    read: ([models]) => list(readCopilotModels(need(models))),
    value: first,
    entries: [
      {
        ...{ id: 'team-gateway', type: 'openai-compatible', model: 'qwen3-coder', label: 'Team gateway' },
        ...{ baseUrl: 'https://llm.team.example/v1', headers: { 'X-Project': 'compilers' } },
        ...{ contextWindow: 131_072, maxOutputTokens: 16_384 },
      },
      {
        ...{ id: 'claude-gateway', type: 'anthropic', model: 'claude-sonnet-5-5', label: 'Claude gateway' },
        ...{ baseUrl: 'https://gateway.example.com/anthropic', contextWindow: 1_000_000, maxOutputTokens: 64_000 },
      },
      {
        ...{ id: 'lm-studio', type: 'openai-compatible', model: 'qwen/qwen3.6-27b', label: 'LM Studio' },
        ...{ baseUrl: 'http://127.0.0.1:1234/v1', contextWindow: 50_000 },
      },
    ],
    keys: [undefined, 'cg-F1xture0123456789abcdef', undefined],
    notTaken: {
      '[0].apiKey': /secret storage of another/,
      '[0].models[1]': /listed once/,
      '[2].apiKey': /in the place of a key/,
    },
  },
  {
    files: ['chatLanguageModels-vendors.json'],
    read: ([models]) => list(readCopilotModels(need(models))),
    value: first,
    entries: [
      { id: 'anthropic', type: 'anthropic', model: 'claude-sonnet-5-5', completionModel: 'claude-haiku-5-5' },
      { id: 'google', type: 'google', model: 'gemini-3.8-flash', completionModel: 'gemini-3.1-flash-lite' },
      {
        ...{ id: 'openrouter', type: 'openai-compatible', preset: 'openrouter' },
        ...{ model: 'openai/gpt-5.6-terra', completionModel: 'openai/gpt-5.6-luna' },
      },
      {
        ...{ id: 'azure', type: 'azure-openai', model: 'gpt', label: 'Azure' },
        ...{ baseUrl: 'https://team.openai.azure.com', contextWindow: 144_000, maxOutputTokens: 16_000 },
      },
    ],
    keys: [undefined, 'AIzaF1xtureCopilotF1xtureCopil0123456789', undefined, '0123456789abcdef0123456789abcdef'],
    notTaken: { '[0]': /GitHub Copilot/, '[3]': /No model/, '[6]': /no provider/ },
  },
  {
    files: ['customOAIModels.json'],
    read: ([models]) => list(readCopilotSetting(need(models))),
    value: first,
    entries: [
      { id: 'openai', type: 'openai', model: 'gpt-4.1', contextWindow: 80_960, maxOutputTokens: 16_192 },
      {
        ...{ id: '127.0.0.1-1234', type: 'openai-compatible', model: 'openai/gpt-oss-20b', label: '127.0.0.1:1234' },
        ...{ baseUrl: 'http://127.0.0.1:1234/v1', contextWindow: 40_960, maxOutputTokens: 8192 },
      },
    ],
    keys: [undefined, undefined],
    notTaken: { 'gpt-4.1.requiresAPIKey': /finds that out/ },
  },
];
