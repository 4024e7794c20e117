import assert from 'node:assert/strict';
import type { ChatRequest, ResponseFormat } from '../../../../src/engine/model/request/request';
import { engine, link, question, textShown } from '../../../unit/engine/failover/engine';
import { answer, ofSchema, tools, host, bodyOf, asked, toolNames, inWords, type Body, type Name } from './choiceHosts';

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
