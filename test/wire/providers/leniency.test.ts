import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { textMessage } from '../../../src/engine/model/request/message';
import type { ChatRequest } from '../../../src/engine/model/request/request';
import { userSays } from './support/fixtures';
import { askManager, healthy, shownBy } from './support/managed';
import type { ProviderType } from '../../../src/engine/providers/registry/descriptors';
import { providerAt, wireProtocols } from './support/protocols';
import { bytesOf, type WireProtocol } from './support/wireProtocol';
import { type Handler, RawServer } from './support/rawServer';

const chat = wireProtocols.find(({ type }) => type === 'openai-compatible')!;
const words = Array.from({ length: 40 }, (_, index) => `word${index} `);
const whole = words.join('');

const chunk = (delta: unknown, finish_reason: string | null = null): string =>
  `data: ${JSON.stringify({ id: 'c', choices: [{ index: 0, delta, finish_reason }] })}\n\n`;

describe('a host with a healthy one behind it', () => {
  let server: RawServer;
  afterEach(() => server.close());

  /** What one request comes to; `whole` is also what the healthy host knows. */
  async function ask(protocol: WireProtocol, handler: Handler, request: ChatRequest = userSays('hi')) {
    server = await RawServer.start(handler);
    const events = await askManager([providerAt(protocol, server.url), healthy('b', whole)], request);
    const last = events.at(-1);
    const by = last?.type === 'done' ? last.route.providerId : last?.type;
    const switches = events.filter(({ type }) => type === 'switched').length;
    return { events, last, by, switches, shown: shownBy(events), asked: server.requests.length };
  }

  async function isExact(protocol: WireProtocol, handler: Handler): Promise<void> {
    const { shown, by, switches, asked, last } = await ask(protocol, handler);
    assert.deepEqual({ shown, by, switches, asked }, { shown: whole, by: 'p', switches: 0, asked: 1 });
    assert.ok(last?.type === 'done' && last.reason === 'stop');
  }

  const begin = (response: ServerResponse, { contentType }: WireProtocol): ServerResponse =>
    response.writeHead(200, { 'content-type': contentType });

  for (const protocol of wireProtocols.filter(({ type }) => type !== 'ollama')) {
    for (const end of ['\n', '']) {
      it(`is heard to the end when its last event has ${end ? 'one line end' : 'none'}: ${protocol.type}`, () =>
        isExact(protocol, (response) => {
          // The end is what the last event says, and nothing comes behind it.
          const last = protocol === chat ? chunk({}, 'stop') : protocol.end;
          begin(response, protocol).write(bytesOf(protocol, protocol.start + words.map(protocol.text).join('')));
          response.end(bytesOf(protocol, last.replace(/\n\n$/, end)));
        }));
    }
  }

  for (const finish of ['stop', 'null', 'normal', 'None']) {
    it(`is heard to the end when each chunk says it is the last: ${finish}`, () =>
      isExact(chat, async (response) => {
        begin(response, chat);
        for (const content of words) {
          response.write(chunk({ content }, finish));
          await sleep(60);
        }
        response.end('data: [DONE]\n\n');
      }));
  }

  it('is heard to the end when nothing but [DONE] says so', () =>
    isExact(chat, async (response) => {
      begin(response, chat);
      for (const content of words) {
        response.write(chunk({ content }));
        await sleep(5);
      }
      response.end('data: [DONE]\n\n');
    }));

  it('is done soon after its finish though it keeps the line open', async () => {
    await isExact(chat, (response) => {
      begin(response, chat).write(words.map((content) => chunk({ content })).join('') + chunk({}, 'stop'));
    });
  });

  it('breaks off without a finish and without [DONE], and another goes on', async () => {
    const { shown, by } = await ask(chat, (response) => {
      begin(response, chat).end(
        words
          .slice(0, 20)
          .map((content) => chunk({ content }))
          .join(''),
      );
    });
    assert.deepEqual([shown, by], [whole, 'b']);
  });

  const message = {
    id: 'm',
    type: 'message',
    role: 'assistant',
    content: [{ type: 'text', text: whole }],
    stop_reason: 'end_turn',
    usage: { input_tokens: 1, output_tokens: 2 },
  };
  const content = {
    candidates: [{ index: 0, content: { role: 'model', parts: [{ text: whole }] }, finishReason: 'STOP' }],
  };
  const response = {
    id: 'r',
    object: 'response',
    status: 'completed',
    output: [{ type: 'message', id: 'm', role: 'assistant', content: [{ type: 'output_text', text: whole }] }],
  };
  const completion = {
    id: 'c',
    object: 'chat.completion',
    choices: [{ index: 0, message: { role: 'assistant', content: whole }, finish_reason: 'stop' }],
  };
  const bodies: Readonly<Record<ProviderType, unknown>> = {
    'openai-compatible': completion,
    local: completion,
    anthropic: message,
    'anthropic-vertex': message,
    openai: response,
    'azure-openai': response,
    bedrock: {
      output: { message: { role: 'assistant', content: [{ text: whole }] } },
      stopReason: 'end_turn',
      usage: { inputTokens: 1, outputTokens: 2, totalTokens: 3 },
    },
    google: content,
    'google-vertex': content,
    ollama: { model: 'm', message: { role: 'assistant', content: whole }, done: true, done_reason: 'stop' },
  };
  for (const protocol of wireProtocols) {
    it(`is heard though it does not stream: ${protocol.type}`, () =>
      isExact(protocol, (response) => {
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(bodies[protocol.type]));
      }));
  }

  it('may end its thoughts with a tag that nothing began, and they are taken out of the answer', async () => {
    const { events, by } = await ask(chat, (response) => {
      begin(response, chat).end(
        ['I add ', 'two and three.', '</th', 'ink>', whole].map((content) => chunk({ content })).join('') +
          chunk({}, 'stop') +
          'data: [DONE]\n\n',
      );
    });
    const thought = events.flatMap((event) => (event.type === 'thinking' ? [event.text] : [])).join('');
    assert.deepEqual([shownBy(events).trim(), thought.trim(), by], [whole.trim(), 'I add two and three.', 'p']);
  });

  for (const protocol of wireProtocols) {
    it(`gets no half characters: ${protocol.type}`, async () => {
      const half = 'Here is a smile: \ud83d';
      const request: ChatRequest = {
        system: half,
        messages: [
          textMessage('user', `\ude00 ${half}`),
          textMessage('assistant', half),
          textMessage('user', 'Go on 🙂'),
        ],
      };
      await ask(
        protocol,
        (response) =>
          begin(response, protocol).end(bytesOf(protocol, protocol.start + protocol.text(whole) + protocol.end)),
        request,
      );
      const body = server.requests.at(-1)?.body ?? '';
      assert.doesNotMatch(body, /\\ud[89a-f][0-9a-f]{2}/i);
      assert.match(JSON.stringify(JSON.parse(body)), /Here is a smile: \ufffd/);
      assert.match(body, /Go on 🙂/);
    });
  }

  it('may tell the name of a tool in pieces, and is never believed to mean the last one', async () => {
    const tools = ['look', 'ok', 'lo'].map((name) => ({ name, description: name, inputSchema: { type: 'object' } }));
    const { events } = await ask(
      chat,
      (response) => {
        const call = (name: string, args: string): string =>
          chunk({ tool_calls: [{ index: 0, id: 'call_1', type: 'function', function: { name, arguments: args } }] });
        begin(response, chat).end(
          call('lo', '') + call('ok', '{"a":1}') + chunk({}, 'tool_calls') + 'data: [DONE]\n\n',
        );
      },
      { ...userSays('hi'), tools },
    );
    const names = events.flatMap((event) => (event.type === 'tool-call' ? [event.name] : []));
    assert.deepEqual(names, ['look']);
  });
});
