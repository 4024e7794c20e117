import assert from 'node:assert/strict';
import type { RawServer } from '../providers/support/rawServer';
import { endpointBefore, type TestEndpoint, token } from './support/endpoint';
import { answer, upstream } from './support/upstreams';

const contents = [{ role: 'user', parts: [{ text: 'What is a stack?' }] }];
const messages = [{ role: 'user', content: 'What is a stack?' }];

describe('the paths of the endpoint', () => {
  let endpoint: TestEndpoint;
  let host: RawServer;

  before(async () => {
    host = await upstream('healthy');
    endpoint = await endpointBefore([host.url]);
  });

  after(async () => {
    await endpoint.close();
    await host.close();
  });

  const bodies: readonly (readonly [path: string, body: object])[] = [
    ['/v1/chat/completions', { model: 'auto', messages }],
    ['/chat/completions', { model: 'auto', messages }],
    ['/v1/responses', { model: 'auto', input: 'What is a stack?' }],
    ['/v1/messages?beta=true', { model: 'auto', max_tokens: 500, messages }],
    ['/v1beta/models/auto:generateContent', { contents }],
    ['/v1beta/models/first%2Fmodel-1:generateContent', { contents }],
    ['/v1beta/models/auto:streamGenerateContent?alt=sse', { contents }],
  ];
  for (const [path, body] of bodies) {
    it(`give an answer at ${path}`, async () => {
      const response = await post(path, body);
      assert.equal(response.status, 200);
      const text = await response.text();
      assert.ok(text.includes(answer.slice(0, 30)), text.slice(0, 500));
      assert.ok(text.includes('undone.'), 'it has no end');
      const { pathname } = new URL(path, endpoint.url);
      assert.ok(endpoint.log.includes(`[endpoint] node: POST ${pathname}`), 'the log does not name who asked');
    });
  }

  for (const [path, body] of [
    ['/v1/messages/count_tokens', { model: 'auto', messages }],
    ['/v1beta/models/auto:countTokens', { contents }],
  ] as const) {
    it(`count tokens at ${path}`, async () => {
      const response = await post(path, body);
      assert.equal(response.status, 200);
      assert.match(await response.text(), /okens":[1-9]/);
    });
  }

  function post(path: string, body: object): Promise<Response> {
    return fetch(new URL(path, endpoint.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': token },
      body: JSON.stringify(body),
    });
  }
});
