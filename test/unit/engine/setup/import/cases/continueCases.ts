import { readContinueJson } from '../../../../../../src/engine/setup/import/tools/continueJson';
import { readContinueYaml } from '../../../../../../src/engine/setup/import/tools/continueYaml';
import { parseDotenv } from '../../../../../../src/engine/setup/import/source/dotenvSource';
import type { Fields } from '../../../../../../src/engine/setup/import/source/parsed';
import { type Case, claudeKey, first, list, need } from './case';

export const continueCases: readonly Case[] = [
  {
    files: ['continue-reference.yaml'],
    read: ([config]) => list(readContinueYaml(need(config))),
    value: first,
    entries: [
      { id: 'openai', type: 'openai', model: 'gpt-4o', headers: { 'X-Team': 'compilers' }, maxOutputTokens: 2000 },
      { id: 'ollama', type: 'ollama', model: 'starcoder2:3b' },
    ],
    keys: [undefined, undefined],
    notTaken: {
      'models[0]': /hub/,
      rules: /AGENTS\.md/,
      prompts: /promptsFolder/,
      mcpServers: /tools/,
      data: /telemetry/,
    },
  },
  {
    files: ['continue-secrets.yaml', 'continue.env'],
    read: ([config, env]) =>
      list(readContinueYaml(need(config), (parseDotenv(need(env).text) as { readonly value: Fields }).value)),
    value: first,
    entries: [
      { id: 'anthropic', type: 'anthropic', model: 'claude-sonnet-5-5', contextWindow: 200_000, maxOutputTokens: 8192 },
      { id: 'codestral', type: 'openai-compatible', preset: 'codestral', model: 'codestral-latest' },
      { id: 'groq', type: 'openai-compatible', preset: 'groq', model: 'llama-3.3-70b-versatile' },
    ],
    keys: [`${claudeKey}-continueAA`, 'c0destralF1xtureKey0123456789abcd', undefined],
    notTaken: { 'models[1]': /listed once/, 'models[4]': /embed, rerank/, 'models[0].chatOptions': /prompts/ },
  },
  {
    files: ['continue-team.yaml'],
    read: ([config]) => list(readContinueYaml(need(config))),
    value: first,
    entries: [
      {
        ...{ id: 'team-gateway', type: 'openai-compatible', model: 'qwen3-coder', label: 'Team gateway' },
        baseUrl: 'https://llm.team.example/v1',
        headers: { 'X-Auth-Token': '${apiKey}', 'X-Project': 'compilers' },
      },
      {
        ...{ id: 'vllm', type: 'openai-compatible', preset: 'vllm', model: 'deepseek-coder-v2' },
        baseUrl: 'http://10.0.0.7:8000/v1',
      },
    ],
    keys: ['team-F1xture-0123456789', undefined],
    notTaken: {
      'models[0]': /no provider/,
      'models[2]': /no model/,
      'models[3].apiKey': /in the place of a key/,
      gateway: /./,
    },
  },
  {
    files: ['continue-config.json'],
    read: ([config]) => list(readContinueJson(need(config))),
    value: first,
    entries: [
      { id: 'openai', type: 'openai', model: 'gpt-4o', contextWindow: 128_000, maxOutputTokens: 4096 },
      { id: 'google', type: 'google', model: 'gemini-3.8-flash' },
      { id: 'mistral', type: 'openai-compatible', preset: 'mistral', model: 'codestral-latest' },
    ],
    keys: ['sk-proj-F1xtureF1xtureF1xtureF1xture0123456789json', 'AIzaF1xtureF1xtureF1xtureF1xture0123456', undefined],
    notTaken: {
      'tabAutocompleteModel.apiKey': /in the place of a key/,
      embeddingsProvider: /embeddings/,
      reranker: /embeddings/,
      requestOptions: /proxy/,
      'models[1].completionOptions.temperature': /sampling/,
    },
  },
  {
    files: ['continue-clouds.json'],
    read: ([config]) => list(readContinueJson(need(config))),
    value: first,
    entries: [
      {
        ...{ id: 'azure-gpt', type: 'azure-openai', model: 'gpt-4o-deployment', label: 'Azure GPT' },
        ...{ baseUrl: 'https://team.openai.azure.com', apiVersion: '2024-10-21' },
      },
      {
        ...{ id: 'deepseek', type: 'openai-compatible', preset: 'deepseek', model: 'deepseek-chat' },
        ...{ completionModel: 'deepseek-coder', contextWindow: 64_000 },
      },
    ],
    keys: ['0123456789abcdef0123456789abcdef', 'sk-F1xtureDeepseek0123456789abcdef'],
    notTaken: {
      'models[1]': /Bedrock/,
      'models[3]': /account with Continue/,
      userToken: /sign-in/,
    },
  },
];
