import assert from 'node:assert/strict';
import OpenAI from 'openai';
import type { RawServer } from '../providers/support/rawServer';
import { endpointBefore, type TestEndpoint, token } from './support/endpoint';
import { answer, type Fault, questionsTo, upstream, whileSilent } from './support/upstreams';

const question = [{ role: 'user' as const, content: 'What is a stack?' }];
const tools = [
  {
    type: 'function' as const,
    function: {
      name: 'read',
      description: 'Reads a file.',
      parameters: { type: 'object', properties: { path: { type: 'string' } } },
    },
  },
];

describe("OpenAI's own client at the endpoint", () => {
  const open: { close(): Promise<void> }[] = [];
  let endpoint: TestEndpoint;
  let hosts: readonly RawServer[];
  let client: OpenAI;

  async function before(...faults: readonly Fault[]): Promise<void> {
    hosts = await Promise.all(faults.map((fault) => upstream(fault)));
    endpoint = await endpointBefore(
      hosts.map(({ url }) => url),
      faults.includes('silent') ? whileSilent(hosts) : undefined,
    );
    client = new OpenAI({ baseURL: endpoint.url, apiKey: token, maxRetries: 0 });
    open.push(endpoint, ...hosts);
  }

  afterEach(async () => {
    await Promise.all(open.splice(0).map((each) => each.close()));
  });

  for (const fault of ['healthy', 'refusing', 'cut in text', 'silent'] as const) {
    it(`streams one whole answer where the first host is ${fault}`, async () => {
      await before(fault, 'healthy');
      const stream = await client.chat.completions.create({
        model: 'everpair/auto',
        messages: question,
        stream: true,
        stream_options: { include_usage: true },
      });
      let text = '';
      const finishes: string[] = [];
      let usage: OpenAI.CompletionUsage | null | undefined;
      let model = '';
      for await (const chunk of stream) {
        text += chunk.choices[0]?.delta.content ?? '';
        const finish = chunk.choices[0]?.finish_reason;
        if (finish) finishes.push(finish);
        usage = chunk.usage ?? usage;
        model = chunk.model;
      }
      assert.equal(text, answer);
      assert.deepEqual(finishes, ['stop']);
      assert.equal(usage?.completion_tokens, 7);
      assert.equal(model, fault === 'healthy' ? 'first/model-1' : 'second/model-2');
    });
  }

  it('tells which route served, after how many attempts, and who asked', async () => {
    await before('refusing', 'healthy');
    const { response } = await client.chat.completions.create({ model: 'auto', messages: question }).withResponse();
    assert.equal(response.headers.get('x-everpair-route'), 'second/model-2');
    assert.ok(Number(response.headers.get('x-everpair-attempts')) >= 2);
    assert.match(endpoint.log.join('\n'), /OpenAI\/JS asks by openai-chat for auto/);
    assert.equal(endpoint.engine.recorder.recent()[0]?.sources?.askedBy, 'OpenAI/JS');
    assert.ok(!endpoint.log.join('\n').includes(token));
  });

  it('asks the model first that is named, and the chain where no provider has the name', async () => {
    await before('healthy', 'healthy');
    const named = await client.chat.completions.create({ model: 'second/other-model', messages: question });
    assert.equal(named.model, 'second/other-model');
    const { data, response } = await client.chat.completions
      .create({ model: 'gpt-4o', messages: question })
      .withResponse();
    assert.equal(data.model, 'first/model-1');
    assert.equal(response.headers.get('x-everpair-model'), 'auto');
    const models = (await client.models.list()).data.map(({ id }) => id);
    assert.deepEqual(models, ['everpair/auto', 'first/model-1', 'second/model-2']);
  });

  it('sees a broken stream as an error where nobody can go on', async () => {
    await before('cut in text');
    const stream = await client.chat.completions.create({ model: 'auto', messages: question, stream: true });
    let text = '';
    await assert.rejects(async () => {
      for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
    });
    assert.ok(answer.startsWith(text) && text.length < answer.length);
  });

  it('says in words why nobody answered, with a status before the stream has begun', async () => {
    await before('refusing', 'refusing');
    await assert.rejects(
      client.chat.completions.create({ model: 'auto', messages: question, stream: true }),
      (error: unknown) =>
        error instanceof OpenAI.APIError && error.status === 503 && /No provider could answer/.test(error.message),
    );
  });

  it('sends all that the client says to the host: roles, tools and their results, images', async () => {
    await before('healthy');
    const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    await client.chat.completions.create({
      model: 'auto',
      max_completion_tokens: 99,
      stop: 'END',
      tools,
      messages: [
        { role: 'developer', content: 'Be brief.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Look.' },
            { type: 'image_url', image_url: { url: `data:image/png;base64,${pixel}` } },
          ],
        },
        {
          role: 'assistant',
          content: null,
          tool_calls: [{ id: 'x1', type: 'function', function: { name: 'read', arguments: '{"path":"q"}' } }],
        },
        { role: 'tool', tool_call_id: 'x1', content: 'the text' },
      ],
    });
    const sent = hosts[0]?.requests.find(({ method }) => method === 'POST')?.body ?? '';
    for (const part of ['Be brief.', pixel, '"q', 'the text', 'x1', '"stop":["END"]', '99'])
      assert.ok(sent.includes(part), part);
  });

  it('refuses a body that it cannot serve, naming what is wrong', async () => {
    await before('healthy');
    const bad = {
      model: 'auto',
      messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'http://x/y.png' } }] }],
    };
    await assert.rejects(
      client.chat.completions.create(bad as unknown as OpenAI.ChatCompletionCreateParamsNonStreaming),
      (error: unknown) => error instanceof OpenAI.APIError && error.status === 400 && /not fetched/.test(error.message),
    );
    await assert.rejects(
      client.chat.completions.create({ model: 'auto', messages: [] }),
      (error: unknown) => error instanceof OpenAI.APIError && error.status === 400 && /no message/.test(error.message),
    );
    assert.deepEqual(questionsTo(hosts[0]), []);
  });

  it('ends the request to the host when the client goes away', async () => {
    await before('silent');
    const gone = new AbortController();
    const asked = client.chat.completions.create(
      { model: 'auto', messages: question, stream: true },
      { signal: gone.signal },
    );
    while (!hosts[0]?.requests.some(({ method }) => method === 'POST'))
      await new Promise((resolve) => setTimeout(resolve, 5));
    gone.abort();
    await assert.rejects(asked);
    await hosts[0].abandoned();
  });

  it('fills in a hole', async () => {
    await before('healthy');
    const { choices, model } = await client.completions.create({ model: 'auto', prompt: 'return ', suffix: ';' });
    assert.equal(choices[0]?.text, answer);
    assert.equal(model, 'first/model-1');
  });
});
