import assert from 'node:assert/strict';
import { userSays } from './support/fixtures';
import { askManager, healthy, shownBy } from './support/managed';
import { providerAt, wireProtocols } from './support/protocols';
import { bytesOf, data, event, line, type WireProtocol } from './support/wireProtocol';
import { RawServer } from './support/rawServer';

const [messages, responses, chat, ollama] = ['anthropic', 'openai', 'openai-compatible', 'ollama'].map((type) =>
  wireProtocols.find((protocol) => protocol.type === type)!,
) as [WireProtocol, WireProtocol, WireProtocol, WireProtocol];

const words = Array.from({ length: 20 }, (_, index) => `word${index} `);
const whole = words.join('');

const chunk = (delta: unknown, finish_reason: unknown = null): string =>
  data({ id: 'c', choices: [{ index: 0, delta, finish_reason }] });
const each = (frame: (text: string) => string): string => words.map(frame).join('');

const done = 'data: [DONE]\n\n';
const chunks = each((content) => chunk({ content }));
const stop = chunk({}, 'stop') + done;
const ollamaLines = each(ollama.text);
const responseStart = responses.start + each(responses.text);

interface Case {
  readonly says: string;
  readonly protocol: WireProtocol;
  readonly bytes: string;
  readonly contentType?: string;
}

/** All of these hold the whole answer, and a lenient client reads it. */
const unusual: readonly Case[] = [
  { says: 'its last line is [DONE] without an end', protocol: chat, bytes: `${chunks}data:[DONE]` },
  { says: '[DONE] is in small letters', protocol: chat, bytes: `${chunks}data: [done]\n\n` },
  { says: 'names of fields are in capitals', protocol: chat, bytes: (chunks + stop).replaceAll('data:', 'DATA:') },
  { says: 'lines begin with a space', protocol: chat, bytes: (chunks + stop).replaceAll('data:', ' data:') },
  {
    says: 'it sends lines where events are due',
    protocol: chat,
    bytes:
      each((content) => line({ choices: [{ delta: { content } }] })) +
      line({ choices: [{ delta: {}, finish_reason: 'stop' }] }),
    contentType: 'application/x-ndjson',
  },
  { says: 'it calls its events a page', protocol: chat, bytes: chunks + stop, contentType: 'text/html' },
  { says: 'it gives two answers', protocol: chat, bytes: each((content) => chunk({ content }) + other()) + stop },
  {
    says: 'it sends a part where a text is due',
    protocol: chat,
    bytes: each((text) => chunk({ content: { type: 'text', text } })) + stop,
  },
  { says: 'the text is called text', protocol: chat, bytes: each((text) => chunk({ text })) + stop },
  {
    says: 'each chunk says it is the last, and counts',
    protocol: chat,
    bytes: each((content) => chunk({ content }, 'stop') + data({ choices: [], usage: { prompt_tokens: 1 } })) + done,
  },
  {
    says: 'each line says it is the last',
    protocol: ollama,
    bytes: each((content) => line({ message: { content }, done: true, done_reason: 'stop' })),
  },
  {
    says: 'each line says it is the last, and answers as to a prompt',
    protocol: ollama,
    bytes: each((response) => line({ response, done: true })),
  },
  {
    says: 'the last line has text',
    protocol: ollama,
    bytes: each((content) => line({ message: { content }, done: content === words.at(-1) })),
  },
  {
    says: 'lines are put into events',
    protocol: ollama,
    bytes: each((content) => data({ message: { content }, done: false })) + data({ done: true, done_reason: 'stop' }),
  },
  { says: 'lines end with [DONE]', protocol: ollama, bytes: `${ollamaLines}data: [DONE]\n` },
  { says: 'done is a text', protocol: ollama, bytes: ollamaLines + line({ message: {}, done: 'true' }) },
  {
    says: 'it answers as to a prompt',
    protocol: ollama,
    bytes: each((response) => line({ response, done: false })) + line({ response: '', done: true }),
  },
  {
    says: 'deltas have no type',
    protocol: messages,
    bytes:
      messages.start + each((text) => event({ type: 'content_block_delta', index: 0, delta: { text } })) + messages.end,
  },
  {
    says: 'types stand in the names of the events alone',
    protocol: messages,
    bytes: (messages.start + each(messages.text) + messages.end).replace(/^data: \{"type":"\w+",?/gm, 'data: {'),
  },
  {
    says: 'the last event has a name and no data',
    protocol: messages,
    bytes: `${messages.start}${each(messages.text)}event: message_stop\ndata:\n\n`,
  },
  {
    says: 'types stand in the names of the events alone',
    protocol: responses,
    bytes: (responseStart + responses.end).replace(/^data: \{"type":"[\w.]+",?/gm, 'data: {'),
  },
  {
    says: 'the end has another name',
    protocol: responses,
    bytes: responseStart + event({ type: 'response.done', response: { status: 'completed' } }),
  },
  {
    says: 'the text stands beside the output',
    protocol: responses,
    bytes: event({ type: 'response.completed', response: { status: 'completed', output: [], output_text: whole } }),
  },
];

function other(): string {
  return data({ id: 'c', choices: [{ index: 1, delta: { content: 'other ' } }] });
}

const thoughts: Readonly<Record<string, string>> = {
  'in capitals': '<THINK>I add.</THINK>\n',
  twice: '<think>I add.</think>\n\n<think>I add once more.</think>\n',
  'within thoughts': '<think>I <think>add</think> up.</think>\n\n',
  'as reasoning': '<reasoning>I add.</reasoning>',
};

async function ask(protocol: WireProtocol, bytes: string, contentType = protocol.contentType) {
  const server = await RawServer.start((response) => {
    response.writeHead(200, { 'content-type': contentType }).end(bytesOf(protocol, bytes));
  });
  try {
    const events = await askManager([providerAt(protocol, server.url), healthy('b', whole)], userSays('hi'));
    const last = events.at(-1);
    const by = last?.type === 'done' ? last.route.providerId : last?.type;
    const reason = last?.type === 'done' ? last.reason : undefined;
    return { shown: shownBy(events), by, reason, asked: server.requests.length };
  } finally {
    await server.close();
  }
}

describe('an answer in an unusual form is read', () => {
  for (const { says, protocol, bytes, contentType } of unusual) {
    it(`when ${says}: ${protocol.type}`, async () => {
      const answer = await ask(protocol, bytes, contentType);
      assert.deepEqual(answer, { shown: whole, by: 'p', reason: 'stop', asked: 1 });
    });
  }

  for (const protocol of wireProtocols) {
    for (const [how, thought] of Object.entries(thoughts)) {
      it(`without its thoughts ${how}: ${protocol.type}`, async () => {
        const bytes = protocol.start + protocol.text(thought) + each(protocol.text) + protocol.end;
        const { shown, by, asked } = await ask(protocol, bytes);
        assert.deepEqual([shown, by, asked], [whole, 'p', 1]);
      });
    }
  }
});

describe('an answer that its host did not finish is not called whole', () => {
  const begun = responses.start + responses.text('word0 ');
  for (const status of ['failed', 'cancelled']) {
    it(`when the last event says "completed" and the response "${status}"`, async () => {
      const last = event({ type: 'response.completed', response: { status, error: { code: 'server_error' } } });
      const { shown, by } = await ask(responses, begun + last);
      assert.deepEqual([shown, by], [whole, 'b']);
    });
  }

  it('when the last event says "completed" and the response "incomplete"', async () => {
    const response = { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } };
    const { by, reason } = await ask(responses, begun + event({ type: 'response.completed', response }));
    assert.deepEqual([by, reason], ['p', 'length']);
  });

  it('when lines where events are due break off', async () => {
    const lines = words.slice(0, 9).map((content) => line({ choices: [{ delta: { content } }] }));
    const { shown, by } = await ask(chat, `${lines.join('')}{"choices":[{"del`);
    assert.deepEqual([shown, by], [whole, 'b']);
  });

  it('when a page without a word comes', async () => {
    const { by } = await ask(chat, '', 'text/html');
    assert.equal(by, 'b');
  });
});
