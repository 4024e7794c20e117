import assert from 'node:assert/strict';
import { RequestProblem } from '../../../../../src/engine/server/protocols/chatProtocol';
import { KeptItems, responsesProtocol } from '../../../../../src/engine/server/protocols/openaiResponses';
import { fullBodies } from './fullBodies';
import { asJson, ended, numbered, plain, streamed } from './written';

const protocol = responsesProtocol(new KeptItems());
const read = (body: object) => protocol.read(body, {});
const patch = {
  type: 'custom',
  name: 'apply_patch',
  description: 'Patches.',
  format: { type: 'grammar', syntax: 'lark', definition: 'start: x' },
};
const agents = {
  type: 'namespace',
  name: 'agents',
  description: '',
  tools: [{ type: 'function', name: 'spawn', parameters: { type: 'object' } }],
};

describe('a request of the Responses API', () => {
  it('may be a text', () => {
    assert.deepEqual(plain(read({ input: 'Tell me a story.' })), {
      request: { messages: [{ role: 'user', parts: [{ type: 'text', text: 'Tell me a story.' }] }] },
      model: 'auto',
      isStreamed: false,
      wantsUsage: true,
      showsThinking: false,
      clientTools: {},
      isKept: true,
    });
  });

  it('is read with every kind of item', () => {
    const { request } = read(fullBodies.openai);
    assert.equal(request.system, 'You help.\n\nBe short.');
    assert.deepEqual(
      request.messages.map(({ role, parts }) => [role, ...parts.map(({ type }) => type)]),
      [
        ['user', 'text', 'image'],
        ['assistant', 'thinking', 'text', 'tool-call', 'tool-call'],
        ['user', 'tool-result'],
        ['user', 'tool-result'],
        ['assistant', 'tool-call'],
        ['user', 'tool-result'],
      ],
    );
    assert.deepEqual(request.messages[1]?.parts[3], {
      type: 'tool-call',
      id: 'call_2',
      name: 'agents__spawn',
      input: {},
    });
    assert.deepEqual(request.messages[4]?.parts[0], {
      type: 'tool-call',
      id: 'call_3',
      name: 'patch',
      input: { input: 'x' },
    });
    assert.deepEqual(
      request.tools?.map(({ name }) => name),
      ['read'],
    );
    assert.deepEqual([request.toolChoice, request.maxOutputTokens, request.temperature], ['auto', 1_000, 0.5]);
    assert.equal(request.responseFormat?.type, 'json-schema');
  });

  it('offers tools of every form as tools with fields, and does without those of a vendor', () => {
    const { request } = read({
      input: [
        { type: 'additional_tools', tools: [{ type: 'function', name: 'more' }] },
        { role: 'user', content: 'x' },
      ],
      tools: [patch, agents, { type: 'web_search', external_web_access: false }],
    });
    assert.deepEqual(
      request.tools?.map(({ name }) => name),
      ['apply_patch', 'agents__spawn', 'more'],
    );
    assert.match(request.tools[0]?.description ?? '', /^Patches\.\n\n[\s\S]*start: x$/);
    assert.deepEqual(request.tools[0]?.inputSchema.required, ['input']);
  });

  const refusals: readonly (readonly [string, unknown, RegExp])[] = [
    [
      'a stored answer',
      { input: 'x', previous_response_id: 'resp_1' },
      /^previous_response_id is not supported: nothing is stored here\./,
    ],
    ['work in the background', { input: 'x', background: true }, /^background is not supported/],
    ['a tool of its vendor', { input: 'x', tools: [{ type: 'file_search' }] }, /^tools\.0\.type .*"file_search"/],
    ['no input', { model: 'x' }, /^input in the body/],
    [
      'an image at OpenAI',
      { input: [{ role: 'user', content: [{ type: 'input_image', file_id: 'x' }] }] },
      /^input\.0\.content\.0\.image_url/,
    ],
  ];
  for (const [what, body, words] of refusals) {
    it(`is refused in words: ${what}`, () => {
      assert.throws(
        () => protocol.read(body, {}),
        (error) => error instanceof RequestProblem && error.problem.status === 400 && words.test(error.message),
      );
    });
  }

  it('may be stored by its name and its wish, which are left aside', () => {
    const { request } = read({ input: 'x', previous_response_id: null, store: true, background: false });
    assert.equal(request.messages.length, 1);
  });
});

describe('an answer of the Responses API', () => {
  const asks = { model: 'auto', input: 'x', reasoning: { summary: 'auto' }, tools: [patch, agents] };

  it('is streamed with all its events in order', () => {
    const events = streamed(
      protocol,
      asks,
      [
        { type: 'thinking', text: 'Hm.', origin: 'openai' },
        { type: 'text', text: 'Hi ' },
        { type: 'text', text: 'there' },
        { type: 'tool-call', id: 'call_1', name: 'agents__spawn', input: { task: 'x' } },
        { type: 'tool-call', id: 'call_2', name: 'apply_patch', input: { input: '*** Begin Patch' } },
      ],
      ended({ reason: 'tool-calls' }),
    ).map(({ event, data }) => {
      const { type, sequence_number, ...fields } = data as Record<string, unknown>;
      assert.equal(event, type);
      return [sequence_number, type, fields] as const;
    });
    assert.deepEqual(
      events.map(([number, type]) => [number, type].join(' ')),
      [
        '0 response.created',
        '1 response.in_progress',
        '2 response.output_item.added',
        '3 response.reasoning_summary_part.added',
        '4 response.reasoning_summary_text.delta',
        '5 response.reasoning_summary_text.done',
        '6 response.reasoning_summary_part.done',
        '7 response.output_item.done',
        '8 response.output_item.added',
        '9 response.content_part.added',
        '10 response.output_text.delta',
        '11 response.output_text.delta',
        '12 response.output_text.done',
        '13 response.content_part.done',
        '14 response.output_item.done',
        '15 response.output_item.added',
        '16 response.function_call_arguments.delta',
        '17 response.function_call_arguments.done',
        '18 response.output_item.done',
        '19 response.output_item.added',
        '20 response.custom_tool_call_input.delta',
        '21 response.custom_tool_call_input.done',
        '22 response.output_item.done',
        '23 response.completed',
      ],
    );
    const message = {
      type: 'message',
      id: 'msg_id3',
      status: 'completed',
      role: 'assistant',
      content: [{ type: 'output_text', text: 'Hi there', annotations: [], logprobs: [] }],
    };
    const spawn = {
      type: 'function_call',
      id: 'fc_id4',
      status: 'completed',
      call_id: 'call_1',
      name: 'spawn',
      namespace: 'agents',
      arguments: '{"task":"x"}',
    };
    const custom = {
      type: 'custom_tool_call',
      id: 'ctc_id5',
      status: 'completed',
      call_id: 'call_2',
      name: 'apply_patch',
      input: '*** Begin Patch',
    };
    assert.deepEqual(events[10]?.[2], {
      item_id: 'msg_id3',
      output_index: 1,
      content_index: 0,
      delta: 'Hi ',
      logprobs: [],
    });
    assert.deepEqual(events[14]?.[2], { output_index: 1, item: message });
    assert.deepEqual(events[15]?.[2], { output_index: 2, item: { ...spawn, status: 'in_progress', arguments: '' } });
    assert.deepEqual(events[17]?.[2], { item_id: 'fc_id4', output_index: 2, arguments: '{"task":"x"}', name: 'spawn' });
    assert.deepEqual(events[22]?.[2], { output_index: 3, item: custom });
    const { response } = events[23]?.[2] as { response: Record<string, unknown> };
    assert.deepEqual((response.output as unknown[]).slice(1), [message, spawn, custom]);
    assert.deepEqual([response.status, response.model], ['completed', 'claude/claude-large']);
    assert.deepEqual(response.usage, {
      input_tokens: 25,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: 15,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: 40,
    });
  });

  it('says that it was cut by the limit', () => {
    const events = streamed(protocol, asks, [{ type: 'text', text: 'Hi' }], ended({ reason: 'length' }));
    const { event, data } = events.at(-1) ?? {};
    const { response } = data as { response: Record<string, unknown> };
    assert.equal(event, 'response.incomplete');
    assert.deepEqual([response.status, response.incomplete_details], ['incomplete', { reason: 'max_output_tokens' }]);
  });

  it('fails in both ways that clients look for', () => {
    const writer = protocol.writer(read(asks), numbered());
    writer.begin();
    const [failed, error] = asJson(writer.fail({ status: 503, code: 'no_provider', message: 'All are down.' }));
    assert.equal(failed?.event, 'response.failed');
    const { response } = failed.data as { response: Record<string, unknown> };
    assert.deepEqual([response.status, response.error], ['failed', { code: 'no_provider', message: 'All are down.' }]);
    assert.deepEqual(error, {
      event: 'error',
      data: { type: 'error', code: 'no_provider', message: 'All are down.', param: null, sequence_number: 3 },
    });
  });

  it('has the form of its errors', () => {
    assert.deepEqual(protocol.problem({ status: 429, code: 'limit', message: 'Slow down.' }), {
      error: { message: 'Slow down.', type: 'rate_limit_error', param: null, code: 'limit' },
    });
  });
});

describe('items that a request of the Responses API only names', () => {
  const message = { id: 'msg_id2', type: 'item_reference' };
  const answered = (body: object): void => {
    streamed(protocol, body, [{ type: 'text', text: 'Hi' }]);
  };

  it('are those of an answer before', () => {
    answered({ input: 'Hello' });
    const { request } = read({
      input: [{ role: 'user', content: 'Hello' }, message, { role: 'user', content: 'And?' }],
    });
    assert.deepEqual(
      request.messages.map(({ role, parts }) => [role, parts]),
      [
        ['user', [{ type: 'text', text: 'Hello' }]],
        ['assistant', [{ type: 'text', text: 'Hi' }]],
        ['user', [{ type: 'text', text: 'And?' }]],
      ],
    );
  });

  it('are refused as not found where the answer was not to be kept, or nobody has one', () => {
    const fresh = responsesProtocol(new KeptItems());
    streamed(fresh, { input: 'Hello', store: false }, [{ type: 'text', text: 'Hi' }]);
    assert.throws(
      () => fresh.read({ input: [message] }, {}),
      (error: unknown) => error instanceof RequestProblem && error.problem.status === 404,
    );
  });

  it('are kept up to a size, the last ones', () => {
    const kept = new KeptItems();
    const half = 'x'.repeat(9 * 1024 * 1024);
    kept.keep({ id: 'a', text: half });
    kept.keep({ id: 'b', text: half });
    assert.deepEqual(kept.withItems({ input: [{ id: 'b' }] }), { input: [{ id: 'b', text: half }] });
    assert.throws(() => kept.withItems({ input: [{ id: 'a' }] }), RequestProblem);
  });
});
