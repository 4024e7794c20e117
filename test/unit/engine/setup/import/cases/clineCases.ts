import { readClineProviders } from '../../../../../../src/engine/setup/import/tools/clineProviders';
import { readClineState } from '../../../../../../src/engine/setup/import/tools/clineState';
import { readRooProfiles } from '../../../../../../src/engine/setup/import/tools/rooProfiles';
import { beside, type Case, claudeKey, first, list, need } from './case';

export const clineCases: readonly Case[] = [
  {
    files: ['cline-providers.json'],
    read: ([config]) => list(readClineProviders(need(config))),
    value: first,
    entries: [
      { id: 'openrouter', type: 'openai-compatible', preset: 'openrouter', model: 'qwen/qwen3-coder' },
      { id: 'anthropic', type: 'anthropic', model: 'claude-sonnet-5-5' },
      {
        ...{ id: 'gateway.example.com', type: 'openai-compatible', model: 'gpt-5.6-terra' },
        ...{ baseUrl: 'https://gateway.example.com/v1', label: 'gateway.example.com' },
        ...{ headers: { 'X-Team': 'compilers' }, contextWindow: 400_000 },
      },
    ],
    keys: [
      'sk-or-v1-F1xture0123456789F1xture0123456789F1xture0123456789',
      `${claudeKey}-clineAAA`,
      'gw-F1xture0123456789',
    ],
    notTaken: {
      'providers.cline': /sign-in/,
      'providers.bedrock': /Bedrock/,
      lastUsedProvider: /order/,
      modes: /voices/,
    },
  },
  {
    files: ['cline-globalState.json', 'cline-secrets.json'],
    read: ([state, secrets]) => readClineState(need(state), secrets),
    value: beside('secrets'),
    entries: [
      { id: 'google', type: 'google', model: 'gemini-3.8-flash' },
      {
        ...{ id: 'moonshot', type: 'openai-compatible', model: 'kimi-k3', label: 'Moonshot AI' },
        baseUrl: 'https://api.moonshot.ai/v1',
      },
    ],
    keys: ['AIzaF1xtureClineF1xtureCline0123456789', 'sk-F1xtureMoonshot0123456789'],
    notTaken: { 'secrets.openRouterApiKey': /not in use/, 'secrets.awsSecretKey': /not in use/, clineVersion: /./ },
  },
  {
    files: ['roo-code-settings.json'],
    read: ([config]) => list(readRooProfiles(need(config))),
    value: first,
    entries: [
      { id: 'anthropic', type: 'anthropic', model: 'claude-sonnet-5-5', maxOutputTokens: 16_384 },
      { id: 'openrouter', type: 'openai-compatible', preset: 'openrouter', model: 'deepseek/deepseek-chat' },
      {
        ...{ id: 'team-llm', type: 'openai-compatible', model: 'qwen3-coder', label: 'Team LLM' },
        ...{ baseUrl: 'https://llm.team.example/v1', headers: { 'X-Project': 'compilers' }, contextWindow: 131_072 },
      },
      { id: 'ollama', type: 'ollama', model: 'qwen2.5-coder:7b' },
    ],
    keys: [
      `${claudeKey}-rooAAAAA`,
      'sk-or-v1-F1xtureRoo0123456789F1xtureRoo0123456789',
      'team-F1xture-0123456789',
      undefined,
    ],
    notTaken: {
      'providerProfiles.apiConfigs.lm': /GitHub Copilot/,
      'providerProfiles.apiConfigs.human': /human-relay/,
      'providerProfiles.apiConfigs.empty': /no provider/,
      'globalSettings.customModes': /modes/,
      'globalSettings.allowedCommands': /how the other tool works/,
    },
  },
  {
    files: ['kilo-code-settings.json'],
    read: ([config]) => list(readRooProfiles(need(config), 'Kilo Code')),
    value: first,
    entries: [
      { id: 'groq', type: 'openai-compatible', preset: 'groq', model: 'openai/gpt-oss-120b' },
      { id: 'codestral', type: 'openai-compatible', preset: 'codestral', model: 'codestral-latest' },
    ],
    keys: ['gsk_F1xtureGroq0123456789F1xtureGroq', 'F1xtureMistralKey0123456789abcdef'],
    notTaken: { 'providerProfiles.apiConfigs.default': /account with Kilo Code/ },
  },
];
