import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProviderConfig } from '../../../src/engine/model/provider/providerConfig';
import type { ProviderDeps } from '../../../src/engine/providers/http/account';
import { collect, textOfEvents, userSays } from './support/fixtures';
import { providerAt, wireProtocols } from './support/protocols';
import { data } from './support/wireProtocol';
import { type Handler, RawServer } from './support/rawServer';
import { chatText, chunk } from './taxonomy/row';

const protocol = wireProtocols.find(({ type }) => type === 'azure-openai')!;
const { start, text, end, contentType } = protocol;
const call = () => ({ signal: new AbortController().signal });
const error = (code: string, message: string): string => JSON.stringify({ error: { code, message } });

describe('Azure OpenAI', () => {
  let server: RawServer;
  afterEach(() => server.close());

  async function at(handler: Handler, config: Partial<ProviderConfig> = {}, deps: Partial<ProviderDeps> = {}) {
    server = await RawServer.start(handler);
    const provider = providerAt(protocol, server.url, { config, deps });
    const ask = (model = 'prod') => collect(provider.chat(model, userSays('hi'), call()));
    return { provider, ask, paths: () => server.requests.map(({ path }) => path) };
  }

  const answers: Handler = (response) =>
    response.writeHead(200, { 'content-type': contentType }).end(start + text('fine') + end);

  /** Answers Chat Completions, and `status` to Responses. */
  const chatOnly =
    (status: number, body: string, frames = chatText + chunk({}, 'stop') + 'data: [DONE]\n\n'): Handler =>
    (response, { path }) => {
      if (path.includes('/responses')) response.writeHead(status, { 'content-type': 'application/json' }).end(body);
      else response.writeHead(200, { 'content-type': 'text/event-stream' }).end(frames);
    };

  it('is asked at v1 with the deployment as the model, unless a version is set', async () => {
    const { ask, paths } = await at(answers);
    assert.equal(textOfEvents(await ask('prod')), 'fine');
    assert.deepEqual(paths(), ['/openai/v1/responses']);
    assert.equal((JSON.parse(server.requests[0]!.body) as { model: string }).model, 'prod');
  });

  it('is asked with the version that is set, and not with that of the environment', async () => {
    const { ask, paths } = await at(answers, { apiVersion: '2025-04-01-preview' });
    assert.equal(textOfEvents(await ask('prod')), 'fine');
    assert.deepEqual(paths(), ['/openai/responses?api-version=2025-04-01-preview']);
  });

  for (const [name, status, body] of [
    [
      'an old version',
      400,
      error('BadRequest', 'Azure OpenAI Responses API is enabled only for api-version 2025-03-01-preview and later'),
    ],
    ['a version before it', 404, error('404', 'Resource not found')],
    [
      'a model without it',
      400,
      error('OperationNotSupported', 'The responses operation does not work with the specified model, DeepSeek-V4.'),
    ],
    ['a model of another vendor', 400, error('unsupported', 'The requested operation is unsupported.')],
  ] as const) {
    it(`is asked by Chat Completions where Responses is lacking: ${name}`, async () => {
      const { ask, paths } = await at(chatOnly(status, body), { apiVersion: '2024-10-21' });
      assert.equal(textOfEvents(await ask('prod')), 'Some text');
      assert.equal(textOfEvents(await ask('prod')), 'Some text');
      const chat = '/openai/deployments/prod/chat/completions?api-version=2024-10-21';
      assert.deepEqual(paths(), ['/openai/responses?api-version=2024-10-21', chat, chat]);
    });
  }

  it('is asked once for a deployment that does not exist', async () => {
    const { ask, paths } = await at(chatOnly(404, error('DeploymentNotFound', 'The API deployment does not exist.')));
    const last = (await ask()).at(-1);
    assert.equal(last?.type === 'failed' && last.failure.kind, 'model-missing');
    assert.equal(paths().length, 1);
  });

  it('says in mid-answer by Chat Completions that the filter stepped in, and nothing where the filter is down', async () => {
    const body = error('OperationNotSupported', 'The responses operation does not work with the specified model.');
    const cut = await at(chatOnly(400, body, chatText + chunk({}, 'content_filter')));
    const last = (await cut.ask()).at(-1);
    assert.equal(last?.type === 'failed' && last.failure.kind, 'policy');
    await server.close();
    const down = [
      data({ choices: [], prompt_filter_results: [{ prompt_index: 0 }] }),
      data({
        choices: [{ index: 0, delta: { content: 'Some text' }, content_filter_results: { error: { code: 'x' } } }],
      }),
      chunk({}, 'stop'),
    ];
    const whole = await at(chatOnly(400, body, down.join('')));
    assert.deepEqual((await whole.ask()).at(-1), { type: 'done', reason: 'stop' });
  });

  it('streams what DeepSeek thinks there, as another project recorded it', async function () {
    const file = join(process.cwd(), '../shared/foreign/streams/azure/azure-deepseek-reasoning.1.chunks.txt');
    if (!existsSync(file)) {
      console.log(`      skipped: no recording at ${file}`);
      this.skip();
    }
    type Chunk = { choices?: { delta?: { content?: string | null; reasoning_content?: string | null } }[] };
    const lines = readFileSync(file, 'utf8')
      .split('\n')
      .filter((each) => each.startsWith('{'));
    const deltas = lines.map((each) => (JSON.parse(each) as Chunk).choices?.[0]?.delta ?? {});
    const body = lines.map((each) => `data: ${each}\n\n`).join('') + 'data: [DONE]\n\n';
    const { ask } = await at(chatOnly(404, error('404', 'Resource not found'), body));
    const events = await ask();
    assert.equal(textOfEvents(events), deltas.map(({ content }) => content ?? '').join(''));
    const thought = events.map((each) => (each.type === 'thinking' ? each.text : '')).join('');
    assert.equal(thought, deltas.map((each) => each.reasoning_content ?? '').join(''));
    assert.ok(thought.length > 20);
  });

  it('lists deployments, not the models that could be deployed', async () => {
    const { provider, paths } = await at(
      (response) =>
        response.writeHead(200, { 'content-type': 'application/json' }).end(
          JSON.stringify({
            object: 'list',
            data: [
              { id: 'prod', model: 'gpt-5.4', object: 'deployment', status: 'succeeded' },
              { id: 'gpt-4o', model: 'gpt-4o', object: 'deployment' },
              { id: 'search', model: 'text-embedding-3-large', status: 'succeeded' },
              { id: 'broken', model: 'gpt-4o', status: 'failed' },
              null,
            ],
          }),
        ),
      { apiVersion: '2024-10-21' },
    );
    const list = await provider.listModels(call().signal);
    assert.ok(list.ok);
    assert.deepEqual(list.models, [
      { id: 'prod', label: 'prod (gpt-5.4)' },
      { id: 'gpt-4o' },
      { id: 'search', label: 'search (text-embedding-3-large)', chats: false },
    ]);
    assert.deepEqual(paths(), ['/openai/deployments?api-version=2023-03-15-preview']);
  });

  describe('with an account of Entra ID', () => {
    const signedIn = (token: string | undefined) => {
      const asked: (readonly string[])[] = [];
      const signIn: ProviderDeps['signIn'] = {
        token: (scopes) => {
          asked.push(scopes);
          return Promise.resolve(token);
        },
      };
      return { asked, deps: { signIn, apiKey: () => Promise.reject(new Error('no key is read')) } };
    };

    it('sends its token and no key', async () => {
      const { asked, deps } = signedIn('entra-token');
      const { ask } = await at(answers, { tenant: 'contoso.onmicrosoft.com' }, deps);
      assert.equal(textOfEvents(await ask()), 'fine');
      const { headers } = server.requests[0]!;
      assert.deepEqual([headers.authorization, headers['api-key']], ['Bearer entra-token', undefined]);
      const scopes = ['https://cognitiveservices.azure.com/.default', 'VSCODE_TENANT:contoso.onmicrosoft.com'];
      assert.deepEqual(asked, [scopes]);
    });

    it('says how to sign in where nobody is, without a request', async () => {
      const { ask } = await at(answers, { tenant: 'organizations' }, signedIn(undefined).deps);
      const [event] = await ask();
      assert.ok(event?.type === 'failed');
      assert.deepEqual([event.failure.kind, event.failure.scope], ['auth', 'credential']);
      assert.match(event.failure.message, /Nobody is signed in to Microsoft/);
      assert.equal(server.requests.length, 0);
    });

    it('keeps the token out of what the host says of it', async () => {
      const { deps } = signedIn('entra-token-7421-correct');
      const { ask } = await at(
        (response) => response.writeHead(401).end(error('401', 'Bad token entra-token-7421-correct.')),
        { tenant: 'organizations' },
        deps,
      );
      const [event] = await ask();
      assert.ok(event?.type === 'failed' && event.failure.kind === 'auth');
      assert.ok(!JSON.stringify(event).includes('7421'), event.failure.message);
    });
  });
});
