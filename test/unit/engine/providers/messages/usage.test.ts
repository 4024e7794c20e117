import assert from 'node:assert/strict';
import { StreamCheck } from '../../../../../src/engine/model/stream/streamCheck';
import type { Usage } from '../../../../../src/engine/model/stream/stream';
import { AnthropicReader } from '../../../../../src/engine/providers/anthropic/anthropicReader';
import { BedrockReader } from '../../../../../src/engine/providers/bedrock/bedrockReader';
import { GoogleReader } from '../../../../../src/engine/providers/google/googleReader';
import type { Reader } from '../../../../../src/engine/providers/messages/reader';
import { ChatCompletionsReader } from '../../../../../src/engine/providers/openaiProtocol/chatCompletionsReader';
import { ResponsesReader } from '../../../../../src/engine/providers/openaiProtocol/responsesReader';

/** What an attempt knows at the end: later counts take the place of earlier ones, of which some may be lacking. */
function counted(reader: Reader<unknown>, ...chunks: readonly unknown[]): Usage {
  const check = new StreamCheck();
  const events = chunks.flatMap((chunk) => [...reader.read(chunk)]).flatMap((event) => [...check.events(event)]);
  return events.reduce<Usage>((all, event) => (event.type === 'usage' ? { ...all, ...event.usage } : all), {});
}

const ofAll: Usage = { inputTokens: 100, outputTokens: 9, cachedInputTokens: 70, cacheWriteTokens: 20 };

describe('tokens in answers', () => {
  it("are all of the input, also where the host counts its cache's beside it", () => {
    const start = {
      type: 'message_start',
      message: {
        usage: { input_tokens: 10, cache_read_input_tokens: 70, cache_creation_input_tokens: 20, output_tokens: 1 },
      },
    };
    assert.deepEqual(
      counted(new AnthropicReader(), start, { type: 'message_delta', usage: { output_tokens: 9 } }),
      ofAll,
    );
    const usage = { inputTokens: 10, cacheReadInputTokens: 70, cacheWriteInputTokens: 20, outputTokens: 9 };
    assert.deepEqual(counted(new BedrockReader(), { metadata: { usage } }), ofAll);
  });

  it('are as they come where the cache is counted in the input', () => {
    const details = { cached_tokens: 70, cache_write_tokens: 20 };
    const chat = { choices: [], usage: { prompt_tokens: 100, completion_tokens: 9, prompt_tokens_details: details } };
    assert.deepEqual(counted(new ChatCompletionsReader(''), chat), ofAll);
    const usage = { input_tokens: 100, output_tokens: 9, input_tokens_details: details };
    const response = { type: 'response.completed', response: { status: 'completed', usage } };
    assert.deepEqual(counted(new ResponsesReader(), response), ofAll);
    const usageMetadata = { promptTokenCount: 100, candidatesTokenCount: 5, cachedContentTokenCount: 70 };
    assert.deepEqual(
      counted(new GoogleReader(), { usageMetadata: { ...usageMetadata, thoughtsTokenCount: 4 } }),
      { inputTokens: 100, outputTokens: 9, cachedInputTokens: 70 },
      'thoughts are output',
    );
  });

  it('are absent where the host sends none, or no numbers', () => {
    const readers = [new AnthropicReader(), new BedrockReader(), new ChatCompletionsReader(''), new GoogleReader()];
    for (const usage of [undefined, null, 'many', {}, { inputTokens: '5', input_tokens: -1, prompt_tokens: NaN }]) {
      for (const reader of readers) {
        const chunk = { type: 'message_delta', metadata: { usage }, usage, usageMetadata: usage, choices: [] };
        assert.deepEqual(counted(reader, chunk), {}, JSON.stringify(usage));
      }
    }
  });
});
