import assert from 'node:assert/strict';
import { modelRow, modelTable, traitsOf, unknownModel } from '../../../../../src/engine/providers/catalogue/models';

/** One model under the names that hosts give it. */
const sameModels: readonly (readonly [string, ...string[]])[] = [
  [
    'claude-sonnet-4-5',
    'claude-sonnet-4-5-20250929',
    'claude-sonnet-4-5@20250929',
    'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
    'anthropic/claude-sonnet-4.5',
    'publishers/anthropic/models/claude-sonnet-4-5',
    'CLAUDE-SONNET-4-5',
  ],
  ['claude-opus-5', 'anthropic/claude-opus-5', 'claude-opus-5-20260724'],
  ['gpt-4.1', 'gpt-4-1', 'openai/gpt-4.1', 'gpt-4.1-2025-04-14'],
  ['gpt-5.6-terra', 'openai/gpt-5.6-terra', 'gpt-5-6-terra'],
  ['mistral-medium-latest', 'mistral-medium', 'mistral-medium-3.5'],
  ['deepseek-r1', 'us.deepseek.r1-v1:0', 'deepseek/deepseek-r1:free'],
  ['gpt-oss-120b', 'openai/gpt-oss-120b', 'openai.gpt-oss-120b-1:0', 'accounts/fireworks/models/gpt-oss-120b'],
];

/** Names that look like those of a row and are not of its family. */
const otherModels: readonly (readonly [name: string, like: string])[] = [
  ['claude-opus-5-9', 'claude-opus-5'],
  ['gpt-5.4-prod', 'gpt-5.4-pro'],
  ['gpt-4-1106-preview', 'gpt-4.1'],
  ['deepseek/deepseek-v4', 'deepseek-v4'],
  ['gpt-4o-mini', 'gpt-4o'],
  ['claude-20260501', 'claude-2'],
];

describe('the table of models', () => {
  for (const [name, ...others] of sameModels) {
    it(`has one row for ${name}, whatever its host calls it`, () => {
      assert.ok(modelRow(name));
      for (const other of others) assert.ok(modelRow(other) === modelRow(name), other);
    });
  }

  for (const [name, like] of otherModels) {
    it(`does not take ${name} for ${like}`, () => assert.ok(modelRow(name) !== modelRow(like)));
  }

  it('says where each row is from and when that was compared, or that the name alone says it', () => {
    for (const { pattern, source, imageTokens, price, traits } of modelTable) {
      if (source === 'name') assert.deepEqual(Object.keys(traits).sort(), ['prefill', 'reasoning'], String(pattern));
      for (const each of [source, imageTokens?.source, price?.source]) {
        if (each === undefined || each === 'name') continue;
        assert.match(each.url, /^https:\/\/[a-z.-]+\//, String(pattern));
        assert.match(each.on, /^2026-\d\d(?:-\d\d)?$/, String(pattern));
      }
    }
  });

  it('has sizes that a model can have, and no prefill where a model thinks', () => {
    for (const { pattern, traits } of modelTable) {
      const { contextWindow = 1e6, maxOutputTokens = 4_096, prefill = false, reasoning = false } = traits;
      assert.ok(contextWindow >= 100_000 && contextWindow <= 2_000_000, String(pattern));
      assert.ok(maxOutputTokens >= 4_096 && maxOutputTokens < contextWindow, String(pattern));
      assert.ok(!(prefill && reasoning), String(pattern));
    }
  });

  it('leaves to the provider what it does not know of a model', () => {
    const unknown = unknownModel(4_096, { prefill: true });
    assert.deepEqual(traitsOf({ unknown }, 'llama3.2'), unknown);
    const { contextWindow, tools, prefill } = traitsOf({ unknown }, 'codestral-latest');
    assert.deepEqual([contextWindow, tools, prefill], [128_000, true, true]);
  });
});
