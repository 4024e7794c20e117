/** The provider behind all that is compared, in a process of its own: a healthy host of Chat Completions that counts in words of usual length. */
import { createServer, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { listen, textOf } from '../server/localServer';
import type { Pace } from './subject';

const server = createServer((request, response) => {
  // Whoever asks what host this is learns that it is a plain one.
  if (request.url !== '/v1/chat/completions') {
    response.writeHead(404).end();
    return;
  }
  void textOf(request).then(async (text) => {
    const { model } = JSON.parse(text) as { model: string };
    // What is asked for stands in the name of the model, which every gateway hands on as it is.
    const [, words, pauseMs] = /^count-(\d+)-(\d+)$/.exec(model) ?? [];
    await count(response, { words: Number(words), pauseMs: Number(pauseMs) }, model);
  });
});
server.keepAliveTimeout = 60_000;

async function count(response: ServerResponse, { words, pauseMs }: Pace, model: string): Promise<void> {
  const head = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model };
  const send = (delta: object, finish: string | null = null): boolean =>
    response.write(`data: ${JSON.stringify({ ...head, choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  send({ role: 'assistant', content: '' });
  for (let word = 1; word <= words; word += 1) {
    send({ content: word === 1 ? 'word1' : ` word${word}` });
    if (pauseMs > 0) await wait(pauseMs);
  }
  send({}, 'stop');
  response.write(
    `data: ${JSON.stringify({ ...head, choices: [], usage: { prompt_tokens: 9, completion_tokens: words, total_tokens: 9 + words } })}\n\n`,
  );
  response.end('data: [DONE]\n\n');
}

void listen(server).then((origin) => process.send?.(origin));
