import assert from 'node:assert/strict';
import type { CompletionContext } from '../../../src/engine/completion/api/completionContext';
import type { ProviderType } from '../../../src/engine/providers/registry/descriptors';
import { surroundingsOf } from '../../unit/engine/privacy/released';
import { chatStream, hostOf, little, missing } from './support/completionHost';

describe('a completion in words', () => {
  /** Enough to be worth storing at every vendor. */
  const much = surroundingsOf([{ path: 'src/a.ts', text: `${'let a = 1;'.padEnd(99)}\n`.repeat(39) }]);
  const asked = async (
    type: ProviderType,
    model: string,
    around: CompletionContext,
  ): Promise<Record<string, unknown>> => {
    const { sent, complete } = hostOf(type, model, undefined, () => chatStream(type));
    const got = await complete(around);
    assert.equal(got.at(-1)?.type, 'done', JSON.stringify(got));
    assert.equal(sent.length, 1);
    return JSON.parse(sent[0]!.body) as Record<string, unknown>;
  };
  const stored = { cache_control: { type: 'ephemeral' } };

  it('to Anthropic stores what stands before the file, and does not think', async () => {
    const body = await asked('anthropic', 'claude-haiku-5-5', much);
    const [{ content }] = body.messages as [{ content: Record<string, unknown>[] }];
    assert.deepEqual(
      content.map(({ cache_control }) => cache_control),
      [stored.cache_control, undefined],
    );
    assert.match(content[0]!.text as string, /^Parts of other files:/);
    assert.match(content[1]!.text as string, /^<FILE path="src\/sum\.ts"/);
    assert.deepEqual(body.thinking, { type: 'disabled' });
    assert.deepEqual(body.stop_sequences, ['</COMPLETION>']);
    assert.equal('temperature' in body, false);
  });

  it('to Anthropic stores nothing that is too little to be stored', async () => {
    const body = await asked('anthropic', 'claude-haiku-5-5', little);
    const [{ content }] = body.messages as [{ content: Record<string, unknown>[] }];
    assert.deepEqual(
      content.map(({ cache_control }) => cache_control),
      [undefined, undefined],
    );
  });

  it('to OpenAI marks what can be stored where the model takes marks, and does not think', async () => {
    const marks = async (model: string, around: CompletionContext): Promise<unknown[]> => {
      const { input, reasoning } = await asked('openai', model, around);
      assert.deepEqual(reasoning, { effort: 'none' });
      const [{ content }] = input as [{ content: Record<string, unknown>[] }];
      return content.map(({ prompt_cache_breakpoint }) => prompt_cache_breakpoint);
    };
    assert.deepEqual(await marks('gpt-5.6-luna', much), [{ mode: 'explicit' }, undefined]);
    assert.deepEqual(await marks('gpt-5.6-luna', little), [undefined, undefined]);
    assert.deepEqual(await marks('gpt-5.4', much), [undefined, undefined]);
  });

  it('to a gateway without the Responses API does not think either', async () => {
    const { sent, complete } = hostOf('openai', 'gpt-5.4', 'https://gateway.example/v1', ({ url }) =>
      url.endsWith('/responses') ? missing() : chatStream('openai-compatible'),
    );
    assert.equal((await complete()).at(-1)?.type, 'done');
    const body = JSON.parse(sent.at(-1)!.body) as Record<string, unknown>;
    assert.equal(body.reasoning_effort, 'none');
    assert.equal(typeof body.max_completion_tokens, 'number');
  });

  it('to another host says nothing of thinking, which it may not know', async () => {
    const { sent, complete } = hostOf('openai-compatible', 'gpt-5.4', 'https://openrouter.ai/api/v1', () =>
      chatStream('openai-compatible'),
    );
    assert.equal((await complete()).at(-1)?.type, 'done');
    assert.equal('reasoning_effort' in (JSON.parse(sent.at(-1)!.body) as object), false);
  });
});
