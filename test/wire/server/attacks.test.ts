import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type IncomingMessage, request as ask, type RequestOptions } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { fillTemplate } from '../../../src/engine/completion';
import type { AnswerEvent } from '../../../src/engine/failover/api/answer';
import type { EndpointOptions } from '../../../src/engine/server';
import { type Endpoint, startEndpoint } from '../../../src/engine/server/endpoint';
import { silentLog } from '../../../src/engine/model/log';
import { route } from '../../unit/engine/failover/fixtures';
import { token } from './support/endpoint';

const body = JSON.stringify({ model: 'auto', messages: [{ role: 'user', content: 'Hi' }] });

describe('who may not ask the endpoint', () => {
  let endpoint: Endpoint;
  let asked = 0;
  /** What the manager does with a question. */
  let answer: (signal: AbortSignal) => AsyncIterable<AnswerEvent>;

  async function start(limits: EndpointOptions['limits'] = {}): Promise<void> {
    asked = 0;
    answer = hello;
    const chat: EndpointOptions['manager']['chat'] = (_request, { signal }) => {
      asked += 1;
      return answer(signal);
    };
    const manager = {
      chat,
      complete: () => hello(),
      prepareChat: () => Promise.resolve(),
      status: () => ({ boundary: 'any' as const, providers: [], offline: false }),
    };
    endpoint = await startEndpoint({ manager, token, log: silentLog, port: 0, fillTemplate, limits });
  }

  afterEach(() => endpoint.close());

  const refusals: readonly (readonly [what: string, status: number, code: string, options: RequestOptions])[] = [
    ['without a token', 401, 'unauthorized', { headers: {} }],
    ['with a wrong token', 401, 'unauthorized', { headers: { authorization: 'Bearer ep-other' } }],
    ['with a part of the token', 401, 'unauthorized', { headers: { 'x-api-key': token.slice(0, -1) } }],
    ['with an empty token', 401, 'unauthorized', { headers: { authorization: 'Bearer ' } }],
    [
      'with the host of another name',
      403,
      'wrong_host',
      { headers: { authorization: `Bearer ${token}`, host: 'evil.example' } },
    ],
    [
      'with the right name and another port',
      403,
      'wrong_host',
      { headers: { authorization: `Bearer ${token}`, host: 'localhost:1' } },
    ],
    ['from a page', 403, 'web_page', { headers: { authorization: `Bearer ${token}`, origin: 'https://evil.example' } }],
    [
      'from a page without an origin of its own',
      403,
      'web_page',
      { headers: { authorization: `Bearer ${token}`, origin: 'null' } },
    ],
    ['before a page asks', 403, 'web_page', { method: 'OPTIONS', headers: { origin: 'https://evil.example' } }],
    ['for another path', 404, 'not_found', { path: '/v1/other', headers: { authorization: `Bearer ${token}` } }],
    ['by another method', 405, 'wrong_method', { method: 'GET', headers: { authorization: `Bearer ${token}` } }],
  ];
  for (const [what, status, code, options] of refusals) {
    it(`is who asks ${what}`, async () => {
      await start();
      const got = await send(options, body);
      assert.equal(got.status, status);
      const { error } = JSON.parse(got.text) as { error: { code: string; message: string } };
      assert.equal(error.code, code);
      assert.match(error.message, /\.$/);
      assert.equal(asked, 0);
      assert.ok(Object.keys(got.headers).every((name) => !name.startsWith('access-control-')));
    });
  }

  for (const [place, options] of [
    ['Authorization', { headers: { authorization: `bearer ${token}` } }],
    ['x-api-key', { headers: { 'x-api-key': token } }],
    ['x-goog-api-key', { headers: { 'x-goog-api-key': token } }],
    ['?key=', { path: `/v1/chat/completions?key=${token}`, headers: {} }],
  ] as const) {
    it(`is nobody who gives the token by ${place}`, async () => {
      await start();
      assert.equal((await send(options, body)).status, 200);
    });
  }

  it('is reached by no other address than those of this machine', async () => {
    await start();
    const other = Object.values((await import('node:os')).networkInterfaces())
      .flat()
      .find((each) => each?.family === 'IPv4' && !each.internal)?.address;
    if (other === undefined) return;
    await assert.rejects(once(connect(endpoint.port, other), 'connect'), /ECONNREFUSED/);
  });

  it('says that it is well to anybody on this machine, and nothing else', async () => {
    await start();
    const got = await send({ method: 'GET', path: '/healthz', headers: {} });
    assert.deepEqual([got.status, got.text], [200, '{"status":"ok"}']);
  });

  it('reads no body of 100 MB, whether it is told or not', async () => {
    await start();
    const block = Buffer.alloc(1024 * 1024, 32);
    const before = process.memoryUsage().rss;
    for (const length of [{ 'content-length': String(100 * block.length) }, {}]) {
      const headers = { authorization: `Bearer ${token}`, ...length };
      const request = open({ headers });
      const response = once(request, 'response') as Promise<[IncomingMessage]>;
      request.on('error', () => undefined);
      for (let sent = 0; sent < 100; sent += 1) {
        if (request.write(block)) continue;
        const isAnswered = await Promise.race([
          once(request, 'drain').then(
            () => false,
            () => true,
          ),
          response.then(() => true),
        ]);
        if (isAnswered) break;
      }
      const [got] = await response;
      assert.equal(got.statusCode, 413);
      request.destroy();
    }
    assert.ok(process.memoryUsage().rss - before < 90 * 1024 * 1024, 'it was held');
    assert.equal(asked, 0);
  });

  it('waits for no slow body and no slow headers', async () => {
    await start({ headersTimeoutMs: 100, requestTimeoutMs: 200 });
    for (const head of [
      `POST /v1/chat/completions HTTP/1.1\r\nhost: localhost:${endpoint.port}\r\nauthorization: Bearer ${token}\r\ncontent-length: 99\r\n\r\n{`,
      'POST /v1/chat/completions HT',
    ]) {
      assert.match(await rawAnswer(head), /^HTTP\/1\.1 408 [^]*too slowly/);
    }
    assert.equal(asked, 0);
  });

  it('keeps its lines within a number, and has room again when some are closed', async () => {
    await start({ maxConnections: 3 });
    const lines = await Promise.all([1, 2, 3].map(() => line()));
    assert.match(await rawAnswer(''), /^HTTP\/1\.1 503 [^]*too many open connections/);
    for (const each of lines) {
      each.destroy();
      await once(each, 'close');
    }
    let got = await send({ headers: { authorization: `Bearer ${token}`, connection: 'close' } }, body);
    for (let tries = 0; got.status === 503 && tries < 50; tries += 1) {
      await wait(5);
      got = await send({ headers: { authorization: `Bearer ${token}`, connection: 'close' } }, body);
    }
    assert.equal(got.status, 200);
  });

  it('answers so many requests at once, and tells others when to come again', async () => {
    await start({ maxRequests: 2 });
    answer = endless;
    const headers = { authorization: `Bearer ${token}` };
    const two = [1, 2].map(() => send({ headers }, body));
    while (asked < 2) await wait(2);
    const third = await send({ headers }, body);
    assert.equal(third.status, 429);
    assert.equal(third.headers['retry-after'], '1');
    await endpoint.close();
    assert.deepEqual(
      (await Promise.all(two)).map(({ status }) => status),
      [503, 503],
    );
  });

  it('answers words that are no HTTP in words, and lives on', async () => {
    await start();
    assert.match(await rawAnswer('hello there\r\n\r\n'), /^HTTP\/1\.1 400 /);
    assert.equal((await send({ headers: { authorization: `Bearer ${token}` } }, 'not json')).status, 400);
    assert.equal((await send({ headers: { authorization: `Bearer ${token}` } }, body)).status, 200);
  });

  function open(options: RequestOptions): ReturnType<typeof ask> {
    return ask({
      host: '127.0.0.1',
      port: endpoint.port,
      method: 'POST',
      path: '/v1/chat/completions',
      agent: false,
      ...options,
    });
  }

  async function send(options: RequestOptions, text?: string) {
    const request = open(options);
    request.end(options.method === 'GET' || options.method === 'OPTIONS' ? undefined : text);
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    let got = '';
    for await (const chunk of response) got += String(chunk);
    return { status: response.statusCode, headers: response.headers, text: got };
  }

  async function line() {
    const socket = connect(endpoint.port, '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    // The other side knows of the line once it has answered on it.
    socket.write(`GET /healthz HTTP/1.1\r\nhost: localhost:${endpoint.port}\r\n\r\n`);
    await once(socket, 'data');
    return socket;
  }

  async function rawAnswer(text: string): Promise<string> {
    const socket = connect(endpoint.port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(text);
    let got = '';
    socket.on('data', (chunk) => (got += String(chunk)));
    await once(socket, 'close');
    return got;
  }
});

const a = route('a');

async function* hello(): AsyncGenerator<AnswerEvent> {
  await Promise.resolve();
  yield { type: 'attempt', route: a, number: 1 };
  yield { type: 'text', text: 'Hello.' };
  yield { type: 'done', route: a, reason: 'stop', attempts: [] };
}

async function* endless(signal: AbortSignal): AsyncGenerator<AnswerEvent> {
  yield { type: 'attempt', route: a, number: 1 };
  await once(signal, 'abort');
  yield { type: 'cancelled', attempts: [] };
}
