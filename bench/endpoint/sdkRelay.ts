/**
 * The least that an endpoint on the vendor's own client can cost, in a process of its own: it reads each answer with OpenAI's package and
 * writes every piece on at once, without a look at it.
 */
import { createServer } from 'node:http';
import OpenAI from 'openai';
import { listen, textOf } from '../server/localServer';

const client = new OpenAI({ baseURL: `${process.argv[2]}/v1`, apiKey: 'k', maxRetries: 0 });

const server = createServer((request, response) => {
  void textOf(request).then(async (text) => {
    const stream = await client.chat.completions.create(JSON.parse(text) as OpenAI.ChatCompletionCreateParamsStreaming);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for await (const chunk of stream) response.write(`data: ${JSON.stringify(chunk)}\n\n`);
    response.end('data: [DONE]\n\n');
  });
});
server.keepAliveTimeout = 60_000;

void listen(server).then((origin) => process.send?.(origin));
