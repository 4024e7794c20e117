import assert from 'node:assert/strict';
import type { AnswerEvent } from '../../../src/engine/failover/api/answer';
import type { Provider } from '../../../src/engine/model/provider/provider';
import type { ProviderType } from '../../../src/engine/providers/registry/descriptors';
import { converseEvent } from '../../../tools/wire/amazonFrames';
import { collect, userSays } from './support/fixtures';
import { askManager, shownBy } from './support/managed';
import { providerAt, wireProtocols } from './support/protocols';
import { bytesOf, data, event, line } from './support/wireProtocol';
import { RawServer } from './support/rawServer';

const summary = { item_id: 'r', output_index: 0, summary_index: 0 };

/** https://developers.openai.com/api/docs/guides/reasoning#reasoning-summaries */
const summarised = [
  { type: 'response.reasoning_summary_part.added', ...summary, part: { type: 'summary_text', text: '' } },
  { type: 'response.reasoning_summary_text.delta', ...summary, delta: 'First. ' },
  { type: 'response.reasoning_summary_text.delta', ...summary, delta: 'Then.' },
  { type: 'response.reasoning_summary_text.done', ...summary, text: 'First. Then.' },
  { type: 'response.reasoning_summary_part.done', ...summary, part: { type: 'summary_text', text: 'First. Then.' } },
]
  .map(event)
  .join('');

// https://api-docs.deepseek.com/guides/thinking_mode
const reasoned = ['First. ', 'Then.']
  .map((reasoning_content) => data({ choices: [{ index: 0, delta: { reasoning_content }, finish_reason: null }] }))
  .join('');

/** https://platform.claude.com/docs/en/build-with-claude/extended-thinking */
const thoughtBlocks = [
  { type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: '', signature: '' } },
  { type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'First. ' } },
  { type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'Then.' } },
  { type: 'content_block_delta', index: 0, delta: { type: 'signature_delta', signature: 'c2ln' } },
  { type: 'content_block_stop', index: 0 },
]
  .map(event)
  .join('');

/** https://ai.google.dev/gemini-api/docs/thinking */
const thoughtParts = ['First. ', 'Then.']
  .map((text) => data({ candidates: [{ index: 0, content: { role: 'model', parts: [{ text, thought: true }] } }] }))
  .join('');

/** Frames in which a model thinks, from the vendors' references; each says "First. " and "Then." */
const thoughts: Readonly<Record<ProviderType, string>> = {
  anthropic: thoughtBlocks,
  'anthropic-vertex': thoughtBlocks,
  openai: summarised,
  'azure-openai': summarised,
  google: thoughtParts,
  'google-vertex': thoughtParts,
  // https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ReasoningContentBlockDelta.html
  bedrock: [{ text: 'First. ' }, { text: 'Then.' }, { signature: 'c2ln' }]
    .map((reasoningContent) =>
      converseEvent('contentBlockDelta', { contentBlockIndex: 0, delta: { reasoningContent } }),
    )
    .join(''),
  'openai-compatible': reasoned,
  // llama.cpp's server writes it in the same way.
  local: reasoned,
  // https://docs.ollama.com/capabilities/thinking
  ollama: ['First. ', 'Then.']
    .map((thinking) => line({ model: 'm', message: { role: 'assistant', content: '', thinking }, done: false }))
    .join(''),
};

const question = { messages: userSays('hi').messages };

/** What `ask` gets of a host whose model thinks so, and the body that the host got. */
async function answered<T>(
  type: ProviderType,
  frames: string,
  ask: (provider: Provider, model: string) => Promise<T[]>,
) {
  const protocol = wireProtocols.find((each) => each.type === type)!;
  const { start, text, end, contentType } = protocol;
  const server = await RawServer.start((response) =>
    response
      .writeHead(200, { 'content-type': contentType })
      .end(bytesOf(protocol, start + frames + text('Done.') + end)),
  );
  const events = await ask(providerAt(protocol, server.url), protocol.model);
  const body = JSON.parse(server.requests.at(-1)?.body ?? '{}') as Record<string, unknown>;
  await server.close();
  return { events, body };
}

const atSurface = (provider: Provider): Promise<AnswerEvent[]> => askManager([provider], question);

describe('what a model thinks', () => {
  for (const { type } of wireProtocols) {
    it(`comes to the surface as thinking, from ${type}, and not as text`, async () => {
      const { events } = await answered(type, thoughts[type], atSurface);
      const thinking = events.flatMap((each) => (each.type === 'thinking' ? [each] : []));
      assert.equal(thinking.map(({ text }) => text).join(''), 'First. Then.');
      assert.ok(thinking.every(({ origin }) => origin === type));
      assert.equal(shownBy(events), 'Done.');
      assert.equal(events.at(-1)?.type, 'done');
    });
  }

  it('comes in paragraphs where a summary has parts', async () => {
    const second = { ...summary, summary_index: 1 };
    const more =
      event({ type: 'response.reasoning_summary_part.added', ...second, part: { type: 'summary_text', text: '' } }) +
      event({ type: 'response.reasoning_summary_text.delta', ...second, delta: 'Last.' });
    const { events } = await answered('openai', thoughts.openai + more, atSurface);
    const thinking = events.map((each) => (each.type === 'thinking' ? each.text : '')).join('');
    assert.equal(thinking, 'First. Then.\n\nLast.');
  });

  it('is asked for where the vendor shows it only then', async () => {
    const { signal } = new AbortController();
    const asked = async (type: ProviderType) =>
      (await answered(type, '', (provider, model) => collect(provider.chat(model, question, { signal })))).body;
    assert.deepEqual((await asked('openai')).reasoning, { summary: 'auto' });
    assert.deepEqual((await asked('anthropic')).thinking, { type: 'adaptive', display: 'summarized' });
  });
});
