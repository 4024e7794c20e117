import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  DataPart,
  message,
  messageOf,
  PromptPart,
  requestFromMessages,
  TextPart,
  ToolCallPart,
  toolModes,
  ToolResultPart,
} from './editorStub';

const auto = { toolMode: toolModes.auto };
const read = (...messages: readonly ReturnType<typeof message>[]) => requestFromMessages(messages, auto);
const text = (value: string) => ({ type: 'text', text: value });

describe('requestFromMessages', () => {
  it('keeps roles, order and texts, and makes instructions of system messages', () => {
    const request = read(
      message('system', new TextPart('Be brief.')),
      message('user', new TextPart('One'), new TextPart('Two')),
      message('assistant', new TextPart('Three')),
      message('system', new TextPart('In English.')),
      message('user', new TextPart('Four')),
    );
    assert.deepEqual(request, {
      system: 'Be brief.\n\nIn English.',
      messages: [
        { role: 'user', parts: [text('One'), text('Two')] },
        { role: 'assistant', parts: [text('Three')] },
        { role: 'user', parts: [text('Four')] },
      ],
    });
  });

  it('keeps calls of tools and their results together by id', () => {
    const request = read(
      message('user', new TextPart('Weather?')),
      message(
        'assistant',
        new TextPart('I look.'),
        new ToolCallPart('c1', 'weather', { city: 'Bonn', days: [1, null] }),
      ),
      message(
        'user',
        new ToolResultPart('c1', [new TextPart('Sun, '), new PromptPart({ c: 21 }), new PromptPart('!')]),
      ),
    );
    assert.deepEqual(request.messages.slice(1), [
      {
        role: 'assistant',
        parts: [
          text('I look.'),
          { type: 'tool-call', id: 'c1', name: 'weather', input: { city: 'Bonn', days: [1, null] } },
        ],
      },
      { role: 'user', parts: [{ type: 'tool-result', callId: 'c1', text: 'Sun, {"c":21}!', isError: false }] },
    ]);
  });

  it('sends images as they are, those of results behind them, and says of other data that it cannot be sent', () => {
    const png = new Uint8Array(readFileSync(path.join('media', 'icon.png')));
    const image = new DataPart(png, 'image/jpeg');
    const request = read(
      message('user', image, new DataPart(new Uint8Array([1, 2]), 'application/pdf')),
      message('assistant', new ToolCallPart('c1', 'look', {})),
      message('user', new ToolResultPart('c1', [new TextPart('Seen'), image])),
    );
    const data = Buffer.from(png).toString('base64');
    const sent = { type: 'image', mediaType: 'image/png', data, width: 256, height: 256 };
    assert.deepEqual(request.messages[0]?.parts, [
      sent,
      text('[Data of the type application/pdf, which cannot be sent]'),
    ]);
    assert.deepEqual(request.messages[2]?.parts, [
      { type: 'tool-result', callId: 'c1', text: 'Seen', isError: false },
      sent,
    ]);
  });

  it('reads data of text, and leaves out marks of VS Code and parts of unknown kinds', () => {
    const bytes = (value: string): Uint8Array => new TextEncoder().encode(value);
    const request = read(
      message(
        'user',
        new DataPart(bytes('{"a":1}'), 'application/json'),
        new DataPart(bytes('ephemeral'), 'cache_control'),
        { value: 'a kind of part that is not known' },
        undefined,
        new DataPart(bytes('# Title'), 'text/markdown'),
      ),
    );
    assert.deepEqual(request.messages[0]?.parts, [text('{"a":1}'), text('# Title')]);
  });

  it('hands on tools, a call that is wanted and the limits that have a type', () => {
    const options = {
      toolMode: toolModes.required,
      tools: [
        { name: 'a', description: 'A.', inputSchema: { type: 'object', properties: { x: { type: 'number' } } } },
        { name: 'b', description: 'B.' },
      ],
      modelOptions: { max_tokens: 12.7, temperature: 0, stop: 'END', top_p: 1 },
    };
    const request = requestFromMessages([message('user', new TextPart('Go.'))], options);
    assert.deepEqual(request, {
      messages: [{ role: 'user', parts: [text('Go.')] }],
      tools: [options.tools[0], { name: 'b', description: 'B.', inputSchema: { type: 'object', properties: {} } }],
      toolChoice: 'required',
      maxOutputTokens: 12,
      temperature: 0,
      stop: ['END'],
    });
    const wrong = {
      toolMode: toolModes.required,
      tools: [],
      modelOptions: { max_tokens: '9', temperature: 'hot', stop: [3, ''] },
    };
    assert.deepEqual(requestFromMessages([message('user', new TextPart('Go.'))], wrong), {
      messages: [{ role: 'user', parts: [text('Go.')] }],
    });
  });

  it('asks to go on where an answer is begun, which not all models take', () => {
    const request = read(message('user', new TextPart('Count.')), message('assistant', new TextPart('1 2')));
    assert.deepEqual(request.messages.at(-1), { role: 'user', parts: [text('Go on.')] });
  });

  it('refuses a request in which nothing is asked, in words', () => {
    const nothing = [[], [message('system', new TextPart('Be brief.'))], [message('user', new TextPart(''))]];
    for (const messages of nothing) assert.throws(() => read(...messages), /no message that can be sent/);
  });
});

describe('messageOf', () => {
  it('reads a message as it is', () => {
    const found = messageOf(message('assistant', new TextPart('Hello.')));
    assert.deepEqual(found, { role: 'assistant', parts: [text('Hello.')] });
  });
});
