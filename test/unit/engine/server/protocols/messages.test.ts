import assert from 'node:assert/strict';
import { countMessagesTokens, messagesProtocol } from '../../../../../src/engine/server/protocols/anthropic';
import { RequestProblem } from '../../../../../src/engine/server/protocols/chatProtocol';
import { fullBodies } from './fullBodies';
import { asJson, ended, numbered, plain, streamed } from './written';

const hello = { model: 'auto', max_tokens: 256, messages: [{ role: 'user', content: 'Hello' }] };
const read = (body: object) => messagesProtocol.read(body, {});
const requestOf = (changes: object) => plain(read({ ...hello, ...changes }).request) as Record<string, unknown>;
const tool = (name: string, more: object = {}) => ({
  name,
  description: '',
  input_schema: { type: 'object' },
  ...more,
});

describe('a request of the Messages API', () => {
  it('that continues a conversation at the vendor is refused by the code that its SDK reads', () => {
    for (const thread of [{ type: 'create' }, { type: 'continue', previous_message_id: 'msg_1' }]) {
      assert.throws(
        () => read({ ...hello, thread }),
        (error: unknown) => {
          if (!(error instanceof RequestProblem)) return false;
          const { error: told } = messagesProtocol.problem(error.problem) as { error: { details?: unknown } };
          assert.deepEqual(told.details, { error_code: 'thread_unsupported_request' });
          return error.problem.status === 400;
        },
      );
    }
  });

  it('is read with every kind of block', () => {
    const { request, model, isStreamed } = read(fullBodies.anthropic);
    assert.equal(model, 'claude-opus-5-5');
    assert.equal(isStreamed, true);
    assert.equal(request.system, 'You help.\n\nBe short.');
    assert.deepEqual(
      request.messages.map(({ role, parts }) => [role, ...parts.map(({ type }) => type)]),
      [
        ['user', 'text', 'image', 'text'],
        ['assistant', 'thinking', 'tool-call', 'tool-call'],
        ['user', 'tool-result', 'tool-result', 'image'],
      ],
    );
    assert.deepEqual(request.messages[0]?.parts[0], { type: 'text', text: 'Look.', cacheable: true });
    assert.deepEqual(request.messages[1]?.parts[0], {
      type: 'thinking',
      text: 'Hm.',
      signature: 'c2lnbmVk',
      origin: 'anthropic',
    });
    assert.deepEqual(request.messages[2]?.parts[1], {
      type: 'tool-result',
      callId: 'toolu_2',
      text: 'text of b\n[The image follows.]\nThe tool late can be called now.',
      isError: false,
    });
    assert.deepEqual(request.toolChoice, { name: 'read' });
    assert.deepEqual(request.responseFormat?.type, 'json-schema');
    assert.deepEqual([request.maxOutputTokens, request.temperature, request.stop], [1_000, 0.5, ['END']]);
  });

  it('keeps the last two marks of the cache: the vendor takes four, and two are set without them', () => {
    const marked = (text: string) => ({ type: 'text', text, cache_control: { type: 'ephemeral' } });
    const { messages } = read({ ...hello, messages: [{ role: 'user', content: ['a', 'b', 'c'].map(marked) }] }).request;
    const kept = messages[0]?.parts.map((part) => part.type === 'text' && part.cacheable === true);
    assert.deepEqual(kept, [false, true, true]);
  });

  it('puts words of the tool after the first answer where they came', () => {
    const messages = [
      { role: 'user', content: 'a' },
      { role: 'assistant', content: 'b' },
      { role: 'system', content: 'c' },
    ];
    assert.deepEqual(requestOf({ messages }), {
      messages: [
        { role: 'user', parts: [{ type: 'text', text: 'a' }] },
        { role: 'assistant', parts: [{ type: 'text', text: 'b' }] },
        { role: 'user', parts: [{ type: 'text', text: 'c' }] },
      ],
      maxOutputTokens: 256,
    });
  });

  const choices: readonly (readonly [object, unknown])[] = [
    [{ type: 'auto' }, 'auto'],
    [{ type: 'any', disable_parallel_tool_use: true }, 'required'],
    [{ type: 'none' }, 'none'],
    [{ type: 'tool', name: 'read' }, { name: 'read' }],
  ];
  for (const [tool_choice, expected] of choices) {
    it(`takes the choice of tools ${JSON.stringify(tool_choice)}`, () => {
      assert.deepEqual(requestOf({ tools: [tool('read')], tool_choice }).toolChoice, expected);
    });
  }

  const waiting = { defer_loading: true };
  const loaded = { type: 'tool_reference', tool_name: 'late' };
  const removed = { type: 'tool_removal', tool: { type: 'tool_reference', name: 'read' } };
  const added = { type: 'tool_addition', tool: { type: 'tool_definition', definition: tool('new') } };
  const offers: readonly (readonly [string, readonly object[], readonly object[], readonly string[]])[] = [
    ['a tool that waits is not offered', [tool('read'), tool('late', waiting)], [], ['read']],
    [
      'one that a result loaded is',
      [tool('read'), tool('late', waiting)],
      [{ role: 'user', content: [{ type: 'tool_result', tool_use_id: 'x', content: [loaded] }] }],
      ['read', 'late'],
    ],
    [
      'all are without the search at their vendor',
      [{ type: 'tool_search_tool_regex_20251119', name: 'tool_search' }, tool('late', waiting)],
      [],
      ['late'],
    ],
    [
      'one that the tool took away is not, one that it brought is',
      [tool('read')],
      [{ role: 'system', content: [removed, added] }],
      ['new'],
    ],
  ];
  for (const [what, tools, more, expected] of offers) {
    it(`offers its tools: ${what}`, () => {
      const { request } = read({ ...hello, tools, messages: [...hello.messages, ...more] });
      assert.deepEqual(
        request.tools?.map(({ name }) => name),
        expected,
      );
    });
  }

  const refusals: readonly (readonly [string, unknown, RegExp])[] = [
    ['no body', undefined, /^The body of the request does not have the expected form\.$/],
    ['no message', { ...hello, messages: [] }, /has no message/],
    ['a role that is none', { messages: [{ role: 'tool', content: '' }] }, /^messages\.0\.role .*"tool", which is not/],
    [
      'a text that is none',
      { messages: [{ role: 'user', content: [{ type: 'text', text: 1 }] }] },
      /^messages\.0\.content\.0\.text /,
    ],
    [
      'a block of its vendor',
      { messages: [{ role: 'user', content: [{ type: 'container_upload' }] }] },
      /"container_upload"/,
    ],
    [
      'a tool of its vendor',
      { ...hello, tools: [{ type: 'web_search_20250305', name: 'web_search' }] },
      /web_search is run by its vendor/,
    ],
    ['two tools of one name', { ...hello, tools: [tool('a'), tool('a')] }, /Two tools of the request have the name a/],
    [
      'a tool that is not offered',
      { ...hello, tools: [tool('a')], tool_choice: { type: 'tool', name: 'b' } },
      /tool b .* does not offer it/,
    ],
    [
      'the address of an image',
      {
        messages: [
          { role: 'user', content: [{ type: 'image', source: { type: 'url', url: 'http://169.254.169.254/' } }] },
        ],
      },
      /their addresses are not fetched/,
    ],
    [
      'an image that is none',
      {
        messages: [
          {
            role: 'user',
            content: [{ type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'aGk=' } }],
          },
        ],
      },
      /not a PNG, JPEG, GIF or WebP/,
    ],
  ];
  for (const [what, body, words] of refusals) {
    it(`is refused in words: ${what}`, () => {
      assert.throws(
        () => messagesProtocol.read(body, {}),
        (error) => error instanceof RequestProblem && error.problem.status === 400 && words.test(error.message),
      );
    });
  }
});

describe('an answer of the Messages API', () => {
  const asks = { ...hello, thinking: { type: 'enabled', budget_tokens: 1_024 } };

  it('is streamed in blocks with indexes of their own', () => {
    const events = streamed(
      messagesProtocol,
      asks,
      [
        { type: 'thinking', text: 'Let me ', origin: 'anthropic' },
        { type: 'thinking', text: 'see.', origin: 'anthropic', signature: 'EqQB' },
        { type: 'text', text: 'Hel' },
        { type: 'text', text: 'lo!' },
        { type: 'tool-call', id: 'toolu_1', name: 'get_weather', input: { location: 'Paris' } },
        { type: 'tool-call', id: '', name: 'now', input: {} },
      ],
      ended({
        reason: 'tool-calls',
        usage: { inputTokens: 100, outputTokens: 15, cachedInputTokens: 60, cacheWriteTokens: 10 },
      }),
    );
    assert.deepEqual(
      events.map(({ event }) => event),
      events.map(({ data }) => (data as { type: string }).type),
    );
    assert.deepEqual(events.map(({ data }) => data).slice(1), [
      { type: 'ping' },
      { type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: '', signature: '' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'Let me ' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'see.' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'signature_delta', signature: 'EqQB' } },
      { type: 'content_block_stop', index: 0 },
      { type: 'content_block_start', index: 1, content_block: { type: 'text', text: '' } },
      { type: 'content_block_delta', index: 1, delta: { type: 'text_delta', text: 'Hel' } },
      { type: 'content_block_delta', index: 1, delta: { type: 'text_delta', text: 'lo!' } },
      { type: 'content_block_stop', index: 1 },
      {
        type: 'content_block_start',
        index: 2,
        content_block: { type: 'tool_use', id: 'toolu_1', name: 'get_weather', input: {} },
      },
      {
        type: 'content_block_delta',
        index: 2,
        delta: { type: 'input_json_delta', partial_json: '{"location":"Paris"}' },
      },
      { type: 'content_block_stop', index: 2 },
      {
        type: 'content_block_start',
        index: 3,
        content_block: { type: 'tool_use', id: 'toolu_id2', name: 'now', input: {} },
      },
      { type: 'content_block_delta', index: 3, delta: { type: 'input_json_delta', partial_json: '{}' } },
      { type: 'content_block_stop', index: 3 },
      {
        type: 'message_delta',
        delta: { stop_reason: 'tool_use', stop_sequence: null },
        usage: { input_tokens: 30, cache_creation_input_tokens: 10, cache_read_input_tokens: 60, output_tokens: 15 },
      },
      { type: 'message_stop' },
    ]);
    assert.deepEqual(events[0]?.data, {
      type: 'message_start',
      message: {
        id: 'msg_id1',
        type: 'message',
        role: 'assistant',
        model: 'auto',
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: { input_tokens: 6, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 0 },
      },
    });
  });

  it('has no thoughts for a tool that did not ask for them', () => {
    const thought = { type: 'thinking', text: 'Hm.', origin: 'anthropic', signature: 's' } as const;
    const whole = messagesProtocol.whole([thought, { type: 'text', text: 'Hi' }], ended(), read(hello), numbered());
    assert.deepEqual((whole as { content: unknown }).content, [{ type: 'text', text: 'Hi' }]);
    const events = streamed(messagesProtocol, hello, [thought, { type: 'text', text: 'Hi' }]);
    assert.ok(!JSON.stringify(events).includes('thinking'));
  });

  it('ends with an error that no client takes for a good end', () => {
    const writer = messagesProtocol.writer(read(hello), numbered());
    assert.deepEqual(asJson(writer.fail({ status: 503, code: 'no_provider', message: 'All are down.' })), [
      { event: 'error', data: { type: 'error', error: { type: 'overloaded_error', message: 'All are down.' } } },
    ]);
  });

  it('has estimates where the provider told no counts', () => {
    const whole = messagesProtocol.whole(
      [{ type: 'text', text: 'Hello you' }],
      ended({ usage: {} }),
      read(hello),
      numbered(),
    );
    assert.deepEqual((whole as { usage: unknown }).usage, {
      input_tokens: 6,
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 0,
      output_tokens: 3,
    });
  });

  it('is counted before it is asked for', () => {
    assert.deepEqual(countMessagesTokens({ messages: hello.messages }), { input_tokens: 6 });
  });
});
