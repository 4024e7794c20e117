import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../src/engine/model/request/message';
import type { ChatRequest } from '../../../../src/engine/model/request/request';
import {
  asked,
  type Asked,
  type Body,
  bodyOf,
  inWords,
  type Name,
  ofJson,
  ofSchema,
  pick,
  sameFor,
  schema,
  tools,
} from './choiceHosts';

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
