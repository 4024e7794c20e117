import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { fillTemplate } from '../../../src/engine/completion';
import type { AnswerEvent } from '../../../src/engine/failover/api/answer';
import { silentLog } from '../../../src/engine/model/log';
import { startEndpoint } from '../../../src/engine/server/endpoint';
import { route } from '../../unit/engine/failover/fixtures';
import { token } from './support/endpoint';

const messages = [{ role: 'user', content: 'Hi' }];
const streams: readonly (readonly [path: string, body: object, hasComments: boolean])[] = [
  ['/v1/chat/completions', { model: 'auto', stream: true, messages }, true],
  ['/v1/responses', { model: 'auto', stream: true, input: 'Hi' }, true],
  ['/v1/messages', { model: 'auto', stream: true, max_tokens: 9, messages }, true],
  [
    '/v1beta/models/auto:streamGenerateContent?alt=sse',
    { contents: [{ role: 'user', parts: [{ text: 'Hi' }] }] },
    false,
  ],
];

/** As the client of Google reads a stream that Gemini CLI has in it: what it does not know stops it. */
const googleEvent = /^\s*data: (.*)(?:\n\n|\r\r|\r\n\r\n)/;

describe('a stream of the endpoint in which nothing comes', () => {
  for (const [path, body, hasComments] of streams) {
    it(`shows signs of life by ${hasComments ? 'comments' : 'empty lines alone'} at ${path}`, async () => {
      const read = new EventEmitter();
      const chat = (): AsyncIterable<AnswerEvent> => late(once(read, 'sign'));
      const manager = {
        chat,
        complete: chat,
        prepareChat: () => Promise.resolve(),
        status: () => ({ boundary: 'any' as const, providers: [], offline: false }),
      };
      const endpoint = await startEndpoint({
        manager,
        token,
        log: silentLog,
        port: 0,
        fillTemplate,
        limits: { quietMs: 5 },
      });
      try {
        const response = await fetch(new URL(path, endpoint.url), {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-api-key': token },
          body: JSON.stringify(body),
        });
        let text = '';
        for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
          text += chunk;
          if (/: waiting|^\n/m.test(text)) read.emit('sign');
        }
        assert.match(text, /Hello\./);
        assert.equal(/^:/m.test(text), hasComments);
        assert.equal(text.includes('x-everpair-route: a'), hasComments);
        if (hasComments) return;
        while (googleEvent.test(text)) text = text.replace(googleEvent, '');
        assert.equal(text.trim(), '');
      } finally {
        await endpoint.close();
      }
    });
  }
});

const a = route('a');

async function* late(isRead: Promise<unknown>): AsyncGenerator<AnswerEvent> {
  yield { type: 'attempt', route: a, number: 1 };
  await isRead;
  yield { type: 'text', text: 'Hello.' };
  yield { type: 'done', route: a, reason: 'stop', attempts: [] };
}
