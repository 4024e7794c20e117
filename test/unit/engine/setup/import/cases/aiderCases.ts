import { readAider } from '../../../../../../src/engine/setup/import/tools/aider';
import { beside, type Case, claudeKey, first } from './case';

export const aiderCases: readonly Case[] = [
  {
    files: ['aider-anthropic.conf.yml'],
    read: ([conf]) => readAider(conf, undefined),
    value: first,
    entries: [
      { id: 'anthropic', type: 'anthropic', model: 'claude-sonnet-5-5' },
      { id: 'google', type: 'google', model: 'gemini-3.8-flash', completionModel: 'gemini-3.1-flash-lite' },
      {
        ...{ id: 'openrouter', type: 'openai-compatible', preset: 'openrouter' },
        ...{ model: 'openai/gpt-5.6-terra', completionModel: 'openai/gpt-5.6-luna' },
      },
    ],
    keys: [`${claudeKey}-aiderAAA`, 'AIzaF1xtureAiderF1xtureAider0123456789A', 'sk-or-v1-F1xtureAider0123456789'],
    notTaken: { 'weak-model': /second model/, read: /AGENTS\.md/, 'auto-commits': /commits/ },
  },
  {
    files: ['aider-compatible.conf.yml', 'aider.env'],
    read: ([conf, env]) => readAider(conf, env),
    value: beside('.env'),
    entries: [
      {
        ...{ id: 'llm.team.example', type: 'openai-compatible', model: 'qwen3-coder' },
        ...{ baseUrl: 'https://llm.team.example/v1', label: 'llm.team.example' },
      },
    ],
    keys: ['team-F1xture-0123456789'],
    notTaken: { '.env.DATABASE_URL': /no setting of a provider/, timeout: /silence/ },
  },
  {
    files: ['aider-short.conf.yml'],
    read: ([conf]) => readAider(conf, undefined),
    value: first,
    entries: [],
    keys: [],
    notTaken: { model: /short name/, 'openai-api-type': /azure/, 'verify-ssl': /certificates/ },
  },
];
