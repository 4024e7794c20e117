import assert from 'node:assert/strict';
import { RequestProblem } from '../../../../../src/engine/server/protocols/chatProtocol';
import { countGeminiTokens, geminiProtocol } from '../../../../../src/engine/server/protocols/gemini';
import { fullBodies } from './fullBodies';
import { asJson, ended, numbered, plain, streamed } from './written';

const hello = { contents: [{ parts: [{ text: 'Hello' }] }] };
const read = (body: unknown) => geminiProtocol.read(body, { model: 'auto', isStreamed: true });

describe('a request of the Gemini API', () => {
  it('has its model and its way in the address', () => {
    assert.deepEqual(plain(read(hello)), {
      request: { messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hello' }] }] },
      model: 'auto',
      isStreamed: true,
      wantsUsage: true,
      showsThinking: false,
    });
  });

  it('is read with every kind of part, and calls without ids find their results', () => {
    const { request } = read(fullBodies.google);
    assert.equal(request.system, 'You help.');
    assert.deepEqual(request.messages[1]?.parts, [
      { type: 'thinking', text: 'Hm.', origin: 'google' },
      { type: 'thinking', text: '', signature: 'c2lnbmVk', origin: 'google' },
      { type: 'tool-call', id: 'call_1', name: 'read', input: { path: 'a.ts' } },
      { type: 'tool-call', id: 'b', name: 'read', input: { path: 'b.ts' } },
    ]);
    assert.deepEqual(request.messages[2]?.parts.slice(0, 2), [
      { type: 'tool-result', callId: 'b', text: 'No such file.', isError: true },
      { type: 'tool-result', callId: 'call_1', text: 'text of a', isError: false },
    ]);
    assert.equal(request.messages[2].parts[2]?.type, 'image');
    assert.deepEqual([request.toolChoice, request.maxOutputTokens, request.stop], ['required', 1_000, ['END']]);
    assert.deepEqual(request.responseFormat, {
      type: 'json-schema',
      name: 'answer',
      schema: { type: 'object', properties: { path: { type: ['string', 'null'] } } },
    });
  });

  it('may write its names with underscores, and keeps those of the tool', () => {
    const { request } = read({
      system_instruction: { parts: { text: 'Be short.' } },
      contents: [
        ...hello.contents,
        { role: 'model', parts: [{ function_call: { name: 'find', args: { file_name: 'a' } } }] },
        { role: 'user', parts: [{ function_response: { name: 'find', response: { line_no: 1 } } }] },
      ],
      tools: [
        {
          function_declarations: [
            { name: 'find', parameters: { type: 'OBJECT', properties: { file_name: { type: 'STRING' } } } },
          ],
        },
      ],
      generation_config: { max_output_tokens: 5 },
    });
    assert.equal(request.system, 'Be short.');
    assert.deepEqual(request.messages[1]?.parts, [
      { type: 'tool-call', id: 'call_1', name: 'find', input: { file_name: 'a' } },
    ]);
    assert.deepEqual(request.messages[2]?.parts, [
      { type: 'tool-result', callId: 'call_1', text: '{"line_no":1}', isError: false },
    ]);
    assert.deepEqual(request.tools?.[0]?.inputSchema, {
      type: 'object',
      properties: { file_name: { type: 'string' } },
    });
    assert.equal(request.maxOutputTokens, 5);
  });

  it('turns its own form of a schema into JSON Schema', () => {
    const parameters = {
      type: 'OBJECT',
      propertyOrdering: ['type'],
      properties: {
        // A field that is called like a keyword.
        type: { type: 'ARRAY', minItems: '1', items: { type: 'INTEGER', nullable: true } },
        nullable: { anyOf: [{ type: 'NUMBER' }, { type: 'STRING', enum: ['STRING'] }] },
      },
    };
    const { request } = read({ ...hello, tools: [{ functionDeclarations: [{ name: 'a', parameters }] }] });
    assert.deepEqual(request.tools?.[0]?.inputSchema, {
      type: 'object',
      properties: {
        type: { type: 'array', minItems: 1, items: { type: ['integer', 'null'] } },
        nullable: { anyOf: [{ type: 'number' }, { type: 'string', enum: ['STRING'] }] },
      },
    });
  });

  const refusals: readonly (readonly [string, unknown, RegExp])[] = [
    ['no contents', {}, /^contents in the body/],
    ['a tool of Google', { ...hello, tools: [{ googleSearch: {} }] }, /^The tool googleSearch is run by its vendor/],
    [
      'a file at Google',
      { contents: [{ parts: [{ fileData: { fileUri: 'x' } }] }] },
      /fileData, which only Google can read/,
    ],
    [
      'a document',
      { contents: [{ parts: [{ inlineData: { mimeType: 'application/pdf', data: 'x' } }] }] },
      /type application\/pdf: only images/,
    ],
    ['a stored prompt', { ...hello, cachedContent: 'cachedContents/x' }, /^cachedContent is not supported/],
    ['a text that is none', { contents: [{ parts: [{ text: 1 }] }] }, /^contents\.0\.parts\.0\.text /],
  ];
  for (const [what, body, words] of refusals) {
    it(`is refused in words: ${what}`, () => {
      assert.throws(
        () => read(body),
        (error) => error instanceof RequestProblem && error.problem.status === 400 && words.test(error.message),
      );
    });
  }
});

describe('an answer of the Gemini API', () => {
  const asks = { ...hello, generationConfig: { thinkingConfig: { includeThoughts: true } } };

  it('is streamed part by part, a signature with its call, and ends with its reason', () => {
    const events = streamed(
      geminiProtocol,
      asks,
      [
        { type: 'thinking', text: 'Hm.', origin: 'google' },
        { type: 'text', text: 'Hi' },
        { type: 'thinking', text: '', origin: 'google', signature: 'c2ln' },
        { type: 'tool-call', id: 'c1', name: 'read', input: { path: 'a' } },
        { type: 'tool-call', id: '', name: 'read', input: { path: 'b' } },
      ],
      ended({ reason: 'tool-calls', usage: { inputTokens: 25, outputTokens: 15, cachedInputTokens: 5 } }),
    );
    const sent = (...parts: object[]) => ({
      data: { candidates: [{ content: { parts, role: 'model' }, index: 0 }], modelVersion: 'auto', responseId: 'id1' },
    });
    assert.deepEqual(events, [
      sent({ text: 'Hm.', thought: true }),
      sent({ text: 'Hi' }),
      sent({ functionCall: { id: 'c1', name: 'read', args: { path: 'a' } }, thoughtSignature: 'c2ln' }),
      sent({ functionCall: { id: 'call_id2', name: 'read', args: { path: 'b' } } }),
      {
        data: {
          candidates: [{ content: { parts: [{ text: '' }], role: 'model' }, index: 0, finishReason: 'STOP' }],
          usageMetadata: {
            promptTokenCount: 25,
            candidatesTokenCount: 15,
            totalTokenCount: 40,
            cachedContentTokenCount: 5,
          },
          modelVersion: 'claude/claude-large',
          responseId: 'id1',
        },
      },
    ]);
  });

  it('keeps the signature of a thought that the tool did not ask for', () => {
    const thought = { type: 'thinking', text: 'Hm.', origin: 'google', signature: 'c2ln' } as const;
    const call = { type: 'tool-call', id: 'c1', name: 'read', input: {} } as const;
    const whole = geminiProtocol.whole([thought, call], ended(), read(hello), numbered());
    const { candidates } = whole as unknown as { candidates: { content: { parts: unknown } }[] };
    assert.deepEqual(candidates[0]?.content.parts, [
      { functionCall: { id: 'c1', name: 'read', args: {} }, thoughtSignature: 'c2ln' },
    ]);
  });

  it('has the form of its errors, and the time to wait', () => {
    const problem = { status: 503, code: 'no_provider', message: 'All are down.', retryAfterSeconds: 20 };
    const expected = {
      error: {
        code: 503,
        message: 'All are down.',
        status: 'UNAVAILABLE',
        details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '20s' }],
      },
    };
    assert.deepEqual(geminiProtocol.problem(problem), expected);
    assert.deepEqual(asJson(geminiProtocol.writer(read(hello), numbered()).fail(problem)), [{ data: expected }]);
  });

  it('is counted before it is asked for', () => {
    assert.deepEqual(countGeminiTokens(hello), { totalTokens: 6 });
    assert.deepEqual(countGeminiTokens({ generateContentRequest: { model: 'models/auto', ...hello } }), {
      totalTokens: 6,
    });
  });
});
