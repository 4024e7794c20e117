import assert from 'node:assert/strict';
import { isSameModel } from '../../../../../src/engine/model/route/sameModel';

describe('one model at several hosts', () => {
  const same: readonly (readonly string[])[] = [
    [
      'claude-sonnet-4-5-20250929',
      'claude-sonnet-4-5',
      'claude-sonnet-4-5-latest',
      'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
      'anthropic.claude-sonnet-4-5-20250929-v1:0',
      'global.anthropic.claude-sonnet-4-5-20250929-v1:0',
      'claude-sonnet-4-5@20250929',
      'anthropic/claude-sonnet-4.5',
      'publishers/anthropic/models/claude-sonnet-4-5@20250929',
    ],
    ['gpt-4.1', 'openai/gpt-4.1', 'gpt-4.1-2025-04-14'],
    ['gemini-2.5-pro', 'models/gemini-2.5-pro', 'google/gemini-2.5-pro'],
    ['deepseek-chat', 'deepseek/deepseek-chat:free'],
    ['deepseek-r1', 'us.deepseek.r1-v1:0'],
    ['qwen2.5-coder:7b', 'Qwen2.5-Coder:7b'],
  ];
  for (const [first = '', ...others] of same) {
    for (const other of others) {
      it(`is ${other} as well as ${first}`, () => {
        assert.ok(isSameModel(first, other));
        assert.ok(isSameModel(other, first));
      });
    }
  }

  const different: readonly (readonly [string, string])[] = [
    ['claude-sonnet-4-5', 'claude-sonnet-4'],
    ['claude-sonnet-4-5', 'claude-haiku-4-5'],
    ['claude-sonnet-4-5-20250929', 'claude-sonnet-4-5-20251101'],
    ['gpt-4.1', 'gpt-4.1-mini'],
    ['qwen2.5-coder:7b', 'qwen2.5-coder:32b'],
    ['gpt-4', 'gpt-4.1'],
    ['deepseek-v3', 'deepseek-v2'],
    ['deepseek/deepseek-v3', 'deepseek'],
    ['gpt-oss:120b', 'gpt-oss:120b-cloud'],
    ['grok-4', 'grok-4-fast'],
    ['kimi-k2', 'kimi-k2-thinking'],
    ['anthropic/claude-3.7-sonnet', 'anthropic/claude-3.7-sonnet:thinking'],
    ['', 'gpt-4'],
  ];
  for (const [a, b] of different) {
    it(`is not ${b} where it is ${a || 'without a name'}`, () => assert.ok(!isSameModel(a, b)));
  }
});
