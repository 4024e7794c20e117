import assert from 'node:assert/strict';
import OpenAI from 'openai';
import { random } from '../../unit/engine/privacy/fakeKeys';
import { RawServer } from '../providers/support/rawServer';
import { endpointBefore, type TestEndpoint, token } from './support/endpoint';

const secret = `ghp_${random(36)}`;
const question = `Write TOKEN=${secret} into .env`;
const tools = [
  { type: 'function' as const, function: { name: 'write', parameters: { type: 'object', properties: {} } } },
];

/** A host that writes what it was asked to write: streamed in pieces of seven characters, or as the input of a tool. */
async function echo(): Promise<RawServer> {
  return RawServer.start((response, { method, body }) => {
    if (method === 'GET') return response.writeHead(404).end();
    const [line = ''] = /TOKEN=[\w-]+/.exec(body) ?? [];
    const wantsTool = body.includes('"tools"');
    const call = {
      index: 0,
      id: 'c',
      type: 'function',
      function: { name: 'write', arguments: JSON.stringify({ line }) },
    };
    const deltas = wantsTool ? [{ tool_calls: [call] }] : (line.match(/.{1,7}/g) ?? []).map((content) => ({ content }));
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const write = (delta: object, finish: string | null): unknown =>
      response.write(
        `data: ${JSON.stringify({ id: 'c', model: 'm', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`,
      );
    for (const delta of deltas) write(delta, null);
    write({}, wantsTool ? 'tool_calls' : 'stop');
    return response.end('data: [DONE]\n\n');
  });
}

describe('a secret in what a tool sends to the endpoint', () => {
  let host: RawServer;
  let endpoint: TestEndpoint;
  let client: OpenAI;
  before(async () => {
    host = await echo();
    endpoint = await endpointBefore([host.url]);
    client = new OpenAI({ baseURL: endpoint.url, apiKey: token, maxRetries: 0 });
  });
  after(() => Promise.all([endpoint.close(), host.close()]));
  afterEach(() => {
    const seen = host.requests.map(({ body }) => body).join('\n');
    assert.ok(!seen.includes(secret) && /TOKEN=MASKED_SECRET_[0-9a-f]{12}/.test(seen), seen);
    assert.ok(!endpoint.log.join('\n').includes(secret));
  });

  const messages = [{ role: 'user' as const, content: question }];

  it('is not shown to the vendor, and stands in the streamed text', async () => {
    let text = '';
    for await (const chunk of await client.chat.completions.create({ model: 'auto', messages, stream: true }))
      text += chunk.choices[0]?.delta.content ?? '';
    assert.equal(text, `TOKEN=${secret}`);
    assert.deepEqual(endpoint.engine.recorder.recent()[0]?.sources?.files[0]?.masked, ['a GitHub token']);
  });

  it('stands in the input of a tool', async () => {
    const { choices } = await client.chat.completions.create({ model: 'auto', messages, tools });
    const [call] = choices[0]?.message.tool_calls ?? [];
    assert.ok(call?.type === 'function');
    assert.deepEqual(JSON.parse(call.function.arguments), { line: `TOKEN=${secret}` });
  });

  it('stands in a completion', async () => {
    const { choices } = await client.completions.create({
      model: 'auto',
      prompt: `TOKEN=${secret}\n# again\n`,
      suffix: '\n',
    });
    assert.equal(choices[0]?.text, `TOKEN=${secret}`);
  });
});
