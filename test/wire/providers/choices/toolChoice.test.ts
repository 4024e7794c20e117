import assert from 'node:assert/strict';
import type { ToolChoice } from '../../../../src/engine/model/request/request';
import { userSays } from '../support/fixtures';
import { asked, type Body, bodyOf, type Name, pick, sameFor, toolNames, tools } from './choiceHosts';

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

function choiceIn(body: Body): Body {
  const own = body.toolConfig as Body | undefined;
  if (own?.toolChoice !== undefined) return { toolChoice: own.toolChoice };
  const told = /Answer with a call[^"\\]*/.exec(JSON.stringify(body))?.[0];
  return { ...pick(body, 'tool_choice'), ...(own?.tools ? {} : pick(body, 'toolConfig')), ...(told ? { told } : {}) };
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
