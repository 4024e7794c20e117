import assert from 'node:assert/strict';
import type { JsonObject } from '../../../src/engine/model/request/message';
import type { ChatRequest, ResponseFormat, ToolChoice } from '../../../src/engine/model/request/request';
import type { ProviderType } from '../../../src/engine/providers/registry/descriptors';
import { engine, link, question, textShown } from '../../unit/engine/failover/engine';
import { collect, textOfEvents, userSays } from './support/fixtures';
import { inMemory } from './support/inMemory';
import { bytesOf, hostOfUser, wireProtocols } from './support/protocols';

type Body = Readonly<Record<string, unknown>>;

const answer = '{"title":"Retry","lines":[1,2]}';
const schema: JsonObject = {
  type: 'object',
  properties: { title: { type: 'string' }, lines: { type: 'array', items: { type: 'integer' } } },
  required: ['title', 'lines'],
  additionalProperties: false,
};
const ofSchema: ResponseFormat = { type: 'json-schema', name: 'a finding', schema, isStrict: true };
const ofJson: ResponseFormat = { type: 'json' };
const tools = ['read', 'list'].map((name) => ({
  name,
  description: name,
  inputSchema: { type: 'object', properties: {} },
}));

interface Asked {
  readonly type: ProviderType;
  readonly model?: string;
  readonly preset?: string;
}

/** The host of a provider with its real client. It answers in the form, and first with `refuse` where that gives a body. */
function host({ type, model, preset }: Asked, refuse: (body: Body) => unknown = () => undefined) {
  const sent: Body[] = [];
  const protocol = wireProtocols.find((each) => each.type === (type === 'local' ? 'openai-compatible' : type))!;
  const fetch: typeof globalThis.fetch = (_input, init) => {
    const body = JSON.parse((init?.body ?? '{}') as string) as Body;
    sent.push(body);
    const refusal = refuse(body);
    if (refusal !== undefined) return Promise.resolve(new Response(JSON.stringify(refusal), { status: 400 }));
    const good = bytesOf(protocol, protocol.start + protocol.text(answer) + protocol.end);
    return Promise.resolve(new Response(good, { headers: { 'content-type': protocol.contentType } }));
  };
  const name = model ?? protocol.model;
  const where = { type, model: name, preset, baseUrl: preset === undefined ? hostOfUser(protocol.type) : undefined };
  return { provider: inMemory(where, fetch), model: name, sent };
}

async function bodyOf(asked: Asked, more: Partial<ChatRequest>): Promise<Body> {
  const { provider, model, sent } = host(asked);
  const request = { ...userSays('Why?'), maxOutputTokens: 8_000, system: 'Be brief.', ...more };
  const events = await collect(provider.chat(model, request, { signal: new AbortController().signal }));
  assert.equal(textOfEvents(events), answer);
  return sent.at(-1)!;
}

/** The protocols, each with a model that takes all of it. */
const asked = {
  anthropic: { type: 'anthropic', model: 'claude-sonnet-4-6' },
  vertexClaude: { type: 'anthropic-vertex', model: 'claude-sonnet-4-6' },
  openai: { type: 'openai' },
  azure: { type: 'azure-openai' },
  google: { type: 'google' },
  vertexGemini: { type: 'google-vertex' },
  bedrock: { type: 'bedrock', model: 'us.anthropic.claude-sonnet-4-6' },
  ollama: { type: 'ollama' },
  compatible: { type: 'openai-compatible' },
  local: { type: 'local' },
  xai: { type: 'openai-compatible', preset: 'xai' },
} satisfies Record<string, Asked>;

type Name = keyof typeof asked;

function pick(body: Body, ...names: readonly string[]): Body {
  return Object.fromEntries(names.flatMap((name) => (name in body ? [[name, body[name]]] : [])));
}

function toolNames(body: Body): readonly string[] {
  return [...JSON.stringify([body.tools, body.toolConfig]).matchAll(/"name":"(\w+)"/g)].map(([, name]) => name!).sort();
}

const both = ['list', 'read'];
const names: readonly ToolChoice[] = ['auto', 'none', 'required', { name: 'read' }];

/** For each of `names`: what the body says of the choice, and the tools that go with it. */
const choices: Record<Name, readonly (readonly [Body, readonly string[]])[]> = {
  ...sameFor(
    ['anthropic', 'vertexClaude'],
    [
      [{}, both],
      [{ tool_choice: { type: 'none' } }, both],
      [{ tool_choice: { type: 'any' } }, both],
      // Named in the choice, too.
      [{ tool_choice: { type: 'tool', name: 'read' } }, both],
    ],
  ),
  ...sameFor(
    ['openai', 'azure'],
    [
      [{}, both],
      [{ tool_choice: 'none' }, both],
      [{ tool_choice: 'required' }, both],
      [{ tool_choice: { type: 'function', name: 'read' } }, both],
    ],
  ),
  ...sameFor(
    ['google', 'vertexGemini'],
    [
      [{}, both],
      [{ toolConfig: { functionCallingConfig: { mode: 'NONE' } } }, both],
      [{ toolConfig: { functionCallingConfig: { mode: 'ANY' } } }, both],
      [{ toolConfig: { functionCallingConfig: { mode: 'ANY', allowedFunctionNames: ['read'] } } }, both],
    ],
  ),
  bedrock: [
    [{}, both],
    [{}, []],
    [{ toolChoice: { any: {} } }, both],
    [{ toolChoice: { tool: { name: 'read' } } }, ['list', 'read', 'read']],
  ],
  ollama: [
    [{}, both],
    [{}, []],
    [{ told: 'Answer with a call of a tool.' }, both],
    [{ told: 'Answer with a call of the tool read.' }, ['read']],
  ],
  ...sameFor(
    ['compatible', 'local'],
    [
      [{}, both],
      [{ tool_choice: 'none' }, both],
      [{ tool_choice: 'required' }, both],
      [{ tool_choice: 'required' }, ['read']],
    ],
  ),
  xai: [
    [{}, both],
    [{ tool_choice: 'none' }, both],
    [{ tool_choice: 'required' }, both],
    [{ tool_choice: { type: 'function', function: { name: 'read' } } }, both],
  ],
};

function sameFor<N extends Name, T>(all: readonly N[], value: T): Record<N, T> {
  return Object.fromEntries(all.map((name) => [name, value])) as Record<N, T>;
}

function choiceIn(body: Body): Body {
  const own = body.toolConfig as Body | undefined;
  if (own?.toolChoice !== undefined) return { toolChoice: own.toolChoice };
  const told = /Answer with a call[^"\\]*/.exec(JSON.stringify(body))?.[0];
  return { ...pick(body, 'tool_choice'), ...(own?.tools ? {} : pick(body, 'toolConfig')), ...(told ? { told } : {}) };
}

const inWords = /Write your final answer as one JSON value/;
const named = { name: 'a_finding', schema, strict: true };

/** What the body says of the form, and whether the system prompt says it, too: with a schema, and with JSON alone. */
const forms: Record<Name, readonly [readonly [Body, boolean], readonly [Body, boolean]]> = {
  ...sameFor(['anthropic', 'vertexClaude'], [
    [{ output_config: { format: { type: 'json_schema', schema } } }, false],
    [{}, true],
  ] as const),
  ...sameFor(['openai', 'azure'], [
    [{ text: { format: { type: 'json_schema', ...named } } }, false],
    [{ text: { format: { type: 'json_object' } } }, true],
  ] as const),
  ...sameFor(['google', 'vertexGemini'], [
    [{ responseMimeType: 'application/json', responseJsonSchema: schema }, false],
    [{ responseMimeType: 'application/json' }, true],
  ] as const),
  bedrock: [
    [
      {
        outputConfig: {
          textFormat: {
            type: 'json_schema',
            structure: { jsonSchema: { schema: JSON.stringify(ordered(schema)), name: 'a_finding' } },
          },
        },
      },
      false,
    ],
    [{}, true],
  ],
  ollama: [
    [{ format: schema }, true],
    [{ format: 'json' }, true],
  ],
  ...sameFor(['compatible', 'local'], [
    [{ response_format: { type: 'json_schema', json_schema: named } }, true],
    [{ response_format: { type: 'json_object' } }, true],
  ] as const),
  xai: [
    [{ response_format: { type: 'json_schema', json_schema: named } }, false],
    [{ response_format: { type: 'json_object' } }, true],
  ],
};

/** In the order in which the SDK writes a closed schema. */
function ordered({ type, properties, required }: JsonObject): JsonObject {
  return { type: type!, properties: properties!, additionalProperties: false, required: required! };
}

function formIn(body: Body): Body {
  const config = (body.generationConfig ?? {}) as Body;
  return {
    ...pick(body, 'output_config', 'text', 'outputConfig', 'format', 'response_format'),
    ...pick(config, 'responseMimeType', 'responseJsonSchema'),
  };
}

describe('the choice of tools', () => {
  for (const [name, rows] of Object.entries(choices) as [Name, (typeof choices)[Name]][]) {
    for (const [index, [said, sent]] of rows.entries()) {
      const toolChoice = names[index]!;
      it(`of ${name} is ${JSON.stringify(said)} for ${JSON.stringify(toolChoice)}`, async () => {
        const body = await bodyOf(asked[name], { tools, toolChoice });
        assert.deepEqual(choiceIn(body), said);
        assert.deepEqual(toolNames(body), sent);
      });
    }
  }

  it('is not said where there are no tools', async () => {
    for (const each of Object.values(asked)) {
      const body = await bodyOf(each, { toolChoice: 'required' });
      assert.doesNotMatch(JSON.stringify(body), /tool_?choice|functionCalling|call of/i);
    }
  });

  it('keeps a model from thinking that could not be forced while it thinks', async () => {
    const forced = { tools, toolChoice: 'required' } as const;
    const claude = { type: 'anthropic', model: 'claude-opus-5' } as const;
    assert.deepEqual((await bodyOf(claude, forced)).thinking, { type: 'disabled' });
    assert.deepEqual((await bodyOf(claude, { tools })).thinking, { type: 'adaptive', display: 'summarized' });
    const always = await bodyOf({ type: 'anthropic', model: 'claude-opus-5-5' }, forced);
    assert.deepEqual([always.thinking, always.output_config], [undefined, undefined]);
    const bedrock = await bodyOf({ type: 'bedrock', model: 'us.anthropic.claude-opus-5' }, forced);
    assert.deepEqual(bedrock.additionalModelRequestFields, { thinking: { type: 'disabled' } });
    const deepSeek = await bodyOf({ type: 'openai-compatible', preset: 'deepseek', model: 'deepseek-flash' }, forced);
    assert.deepEqual(deepSeek.thinking, { type: 'disabled' });
  });

  it('leaves the definitions of calls in the conversation, and says that none may be called', async () => {
    const { messages } = userSays('Why?');
    const call = { type: 'tool-call', id: 'c1', name: 'read', input: {} } as const;
    const result = { type: 'tool-result', callId: 'c1', text: 'x', isError: false } as const;
    const talk = [
      ...messages,
      { role: 'assistant' as const, parts: [call] },
      { role: 'user' as const, parts: [result] },
    ];
    const body = await bodyOf(asked.ollama, { tools, toolChoice: 'none', messages: talk });
    assert.deepEqual(toolNames({ tools: body.tools }), ['read']);
    assert.match(JSON.stringify(body.messages), /Do not call any tool now\./);
  });
});

describe('the form of an answer', () => {
  for (const [name, rows] of Object.entries(forms) as [Name, (typeof forms)[Name]][]) {
    for (const [index, [said, isTold]] of rows.entries()) {
      const responseFormat = [ofSchema, ofJson][index]!;
      it(`of ${name} is ${JSON.stringify(said)}${isTold ? ', and told in words' : ''} for ${responseFormat.type}`, async () => {
        const body = await bodyOf(asked[name], { responseFormat });
        assert.deepEqual(formIn(body), said);
        assert.equal(inWords.test(JSON.stringify(body)), isTold);
        assert.match(JSON.stringify(body), /Be brief\./);
      });
    }
  }

  const wordsAlone: readonly (readonly [string, Asked, Partial<ChatRequest>])[] = [
    [
      'a schema that Claude cannot be held to',
      asked.anthropic,
      { responseFormat: { ...ofSchema, schema: { type: 'object' } } },
    ],
    [
      'tools beside it at a server that may hold all to a grammar',
      asked.compatible,
      { responseFormat: ofSchema, tools },
    ],
    ['tools beside it at Ollama', asked.ollama, { responseFormat: ofSchema, tools }],
    [
      'tools beside it at an old Gemini',
      { ...asked.google, model: 'gemini-2.5-pro' },
      { responseFormat: ofSchema, tools },
    ],
    [
      'JSON without a schema at LM Studio',
      { type: 'openai-compatible', preset: 'lmstudio', model: 'm' },
      { responseFormat: ofJson },
    ],
  ];
  for (const [what, where, more] of wordsAlone) {
    it(`is in words alone for ${what}`, async () => {
      const body = await bodyOf(where, more);
      assert.deepEqual(formIn(body), {});
      assert.match(JSON.stringify(body), inWords);
    });
  }

  it('is JSON without a schema at DeepSeek, with the schema in words', async () => {
    const deepSeek = { type: 'openai-compatible', preset: 'deepseek', model: 'deepseek-flash' } as const;
    const body = await bodyOf(deepSeek, { responseFormat: ofSchema });
    assert.deepEqual(formIn(body), { response_format: { type: 'json_object' } });
    assert.match(JSON.stringify(body), /valid against this JSON Schema:\\n\\n\{\\"type\\":\\"object\\"/);
  });

  it('stands beside the effort of a short answer', async () => {
    const fable = { type: 'anthropic', model: 'claude-fable-5' } as const;
    const { output_config } = await bodyOf(fable, { responseFormat: ofSchema, maxOutputTokens: 500 });
    assert.deepEqual(output_config, { effort: 'low', format: { type: 'json_schema', schema } });
  });
});

/** Refusals as hosts word them, each of what stands in the body at this place. */
const refusals: readonly (readonly [Name, RegExp, Partial<ChatRequest>, string])[] = [
  ['anthropic', /"format":/, { responseFormat: ofSchema }, 'output_config.format: Extra inputs are not permitted'],
  ['vertexClaude', /"format":/, { responseFormat: ofSchema }, 'This model does not support structured outputs.'],
  [
    'openai',
    /"format":/,
    { responseFormat: ofSchema },
    "Invalid parameter: 'text.format' of type 'json_schema' is not supported with this model.",
  ],
  ['google', /responseJson/, { responseFormat: ofSchema }, 'JSON mode is not enabled for models/gemma-3-27b-it'],
  [
    'google',
    /responseJson/,
    { responseFormat: ofSchema, tools },
    "Function calling with a response mime type: 'application/json' is unsupported",
  ],
  [
    'bedrock',
    /outputConfig/,
    { responseFormat: ofSchema },
    "This model doesn't support the outputConfig.textFormat field. Remove outputConfig.textFormat and try again.",
  ],
  ['ollama', /"format":/, { responseFormat: ofSchema }, 'format is not supported by this model'],
  ['compatible', /response_format/, { responseFormat: ofSchema }, 'This response_format type is unavailable now'],
  ['xai', /response_format/, { responseFormat: ofSchema }, '`response_format` does not support streaming'],
  [
    'anthropic',
    /tool_choice/,
    { tools, toolChoice: 'required' },
    'Thinking may not be enabled when tool_choice forces tool use.',
  ],
  [
    'bedrock',
    /toolChoice/,
    { tools, toolChoice: 'required' },
    "This model doesn't support the toolConfig.toolChoice.any field. Remove toolConfig.toolChoice.any and try again.",
  ],
  ['compatible', /tool_choice/, { tools, toolChoice: 'required' }, 'Thinking mode does not support this tool_choice'],
  [
    'xai',
    /tool_choice/,
    { tools, toolChoice: { name: 'read' } },
    "Invalid tool_choice type: 'object'. Supported string values: none, auto, required",
  ],
  [
    'google',
    /functionCalling/,
    { tools, toolChoice: 'required' },
    'Function calling config is not supported for this model: function_calling_config',
  ],
];

describe('a form or a choice that a host refuses', () => {
  /** In virtual time nothing is loaded. */
  before(async () => {
    for (const each of Object.values(asked)) await bodyOf(each, {});
  });

  for (const [name, place, more, words] of refusals) {
    it(`is told in words, and told so at once the next time, with its tools as they were: ${name}, ${words}`, async () => {
      const refusal =
        name === 'ollama'
          ? { error: words }
          : { error: { message: words, type: 'invalid_request_error' }, message: words };
      const { provider, model, sent } = host(asked[name], (body) =>
        place.test(JSON.stringify(body)) ? refusal : undefined,
      );
      const { ask } = engine([link(provider, { model })]);
      const request = { ...question('Why?'), ...more };
      for (const count of [2, 3]) {
        assert.equal(textShown(await ask(request)), answer);
        const bodies = sent.filter((body) => JSON.stringify(body).includes('Why?'));
        assert.equal(bodies.length, count);
        assert.match(
          JSON.stringify(bodies.at(-1)),
          more.tools && !more.responseFormat ? /Answer with a call/ : inWords,
        );
        assert.deepEqual(toolNames(bodies.at(-1)!).length > 0, more.tools !== undefined);
      }
    });
  }

  it('is sent again with another schema where the host did not take this one', async () => {
    const words =
      "Invalid schema for response_format 'a': In context=(), 'additionalProperties' is required to be supplied.";
    const isOpen = (body: Body): boolean => JSON.stringify(body.response_format ?? {}).includes('"open"');
    const { provider, model, sent } = host(asked.xai, (body) =>
      isOpen(body) ? { error: { message: words } } : undefined,
    );
    const { ask } = engine([link(provider, { model })]);
    const open: ResponseFormat = { ...ofSchema, name: 'open' };
    assert.equal(textShown(await ask({ ...question('Why?'), responseFormat: open })), answer);
    assert.equal(textShown(await ask({ ...question('Why?'), responseFormat: ofSchema })), answer);
    assert.deepEqual(
      sent.map((body) => 'response_format' in body),
      [true, false, true],
    );
  });
});
