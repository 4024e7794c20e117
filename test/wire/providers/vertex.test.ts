import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Failure } from '../../../src/engine/model/failure/failure';
import { readProviders } from '../../../src/engine/config/settings/providerSettings';
import { systemClock } from '../../../src/engine/model/async/clock';
import { createProvider } from '../../../src/engine/providers/registry/createProvider';
import { routesOf } from '../../../src/engine/providers/registry/routes';
import { collect, textOfEvents, userSays } from './support/fixtures';
import { wireProtocols } from './support/protocols';

type Json = Record<string, unknown>;

interface Sent {
  readonly url: string;
  readonly headers: Headers;
  readonly body: string;
}

const json = (status: number, body: unknown): Response => Response.json(body, { status });

/** A provider as the settings name it, with a network that is told here; `token`: what Google's sign-in answers. */
function world(entry: Json, { key, token }: { key?: string; token?: () => Response } = {}) {
  const { configs, problems } = readProviders([{ id: 'vertex', ...entry }]);
  const [config] = configs;
  assert.ok(config, problems.map(({ message }) => message).join());
  const { start, text, end, contentType } = wireProtocols.find(({ type }) => type === config.type)!;
  const asked: Sent[] = [];
  const signIns: Sent[] = [];
  const fetch: typeof globalThis.fetch = (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const body =
      init?.body instanceof URLSearchParams ? init.body.toString() : typeof init?.body === 'string' ? init.body : '';
    const sent = { url, headers: new Headers(init?.headers), body };
    if (new URL(url).hostname === 'oauth2.googleapis.com') {
      signIns.push(sent);
      const usual = json(200, { access_token: `token-${signIns.length}`, expires_in: 3_600, token_type: 'Bearer' });
      return new Promise((resolve) => resolve(token?.() ?? usual));
    }
    asked.push(sent);
    return Promise.resolve(new Response(start + text('fine') + end, { headers: { 'content-type': contentType } }));
  };
  const provider = createProvider(config, { apiKey: () => Promise.resolve(key), fetch, clock: systemClock });
  const ask = () => collect(provider.chat(config.model, userSays('hi'), { signal: new AbortController().signal }));
  const failure = async (): Promise<Failure> => {
    const [event] = await ask();
    assert.ok(event?.type === 'failed', JSON.stringify(event));
    assert.deepEqual(asked, []);
    return event.failure;
  };
  return { config, asked, signIns, ask, failure };
}

const gemini = { type: 'google-vertex', model: 'gemini-3.8-flash', project: 'shop-123' };
const claude = { type: 'anthropic-vertex', model: 'claude-haiku-4-5@20251001', project: 'shop-123' };

describe('Vertex AI', () => {
  it('is asked for Gemini in the project and location of the settings', async () => {
    const { ask, asked } = world({ ...gemini, location: 'europe-west4' }, { key: 'a-token' });
    assert.equal(textOfEvents(await ask()), 'fine');
    const host = 'https://europe-west4-aiplatform.googleapis.com';
    const path = 'v1/projects/shop-123/locations/europe-west4/publishers/google/models/gemini-3.8-flash';
    assert.equal(asked[0]?.url, `${host}/${path}:streamGenerateContent?alt=sse`);
    assert.equal(asked[0].headers.get('authorization'), 'Bearer a-token');
    assert.equal(asked[0].headers.get('x-goog-api-key'), null);
  });

  it('is asked for Claude with the model in the path and the version in the body', async () => {
    const { ask, asked } = world(claude, { key: 'a-token' });
    assert.equal(textOfEvents(await ask()), 'fine');
    const path = 'v1/projects/shop-123/locations/global/publishers/anthropic/models/claude-haiku-4-5@20251001';
    assert.equal(asked[0]?.url, `https://aiplatform.googleapis.com/${path}:streamRawPredict`);
    const body = JSON.parse(asked[0].body) as Json;
    assert.deepEqual([body.model, body.anthropic_version, body.stream], [undefined, 'vertex-2023-10-16', true]);
    assert.equal(asked[0].headers.get('x-api-key'), null);
  });

  it('has a host of its own for each location, which the question of consent names', () => {
    for (const [location, host] of [
      ['us-east5', 'us-east5-aiplatform.googleapis.com'],
      ['global', 'aiplatform.googleapis.com'],
      ['eu', 'aiplatform.eu.rep.googleapis.com'],
    ] as const) {
      const { config } = world({ ...gemini, location });
      const { vendor, endpoint, trust } = routesOf(config).chat;
      assert.deepEqual([vendor, endpoint, trust], [host, `https://${host}`, 'cloud']);
    }
    const { config } = world({ ...gemini, baseUrl: 'https://vertex.corp/v1/', location: 'us-east5' });
    assert.equal(config.baseUrl, 'https://vertex.corp/v1/projects/shop-123/locations/us-east5');
    assert.equal(routesOf(config).chat.vendor, 'vertex.corp');
  });

  for (const [name, entry, message] of [
    ['no project', { ...gemini, project: undefined }, /needs a "project", such as "my-project-123"/],
    ['a project that is none', { ...gemini, project: 'a/b' }, /project cannot be "a\/b"/],
    ['a location that is none', { ...gemini, location: 'europe-west4.evil.example' }, /location cannot be/],
    ['a project for another type', { ...gemini, type: 'google' }, /project does not belong to the type "google"/],
  ] as const) {
    it(`is not asked with ${name}`, () => {
      const { configs, problems } = readProviders([{ id: 'vertex', ...entry }]);
      assert.deepEqual(configs, []);
      assert.match(problems[0]?.message ?? '', message);
    });
  }

  describe('with the credentials of the machine', () => {
    const before = process.env;
    let folder: string;

    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'vertex-'));
      process.env = { ...before, GOOGLE_APPLICATION_CREDENTIALS: join(folder, 'credentials.json') };
    });
    afterEach(() => {
      process.env = before;
      rmSync(folder, { recursive: true });
    });

    const machineHas = (credentials: unknown): void =>
      writeFileSync(join(folder, 'credentials.json'), JSON.stringify(credentials));
    const user = { type: 'authorized_user', client_id: 'id', client_secret: 'secret', refresh_token: 'refresh-me' };

    for (const entry of [gemini, claude]) {
      it(`sends ${entry.type} a token of the account that gcloud has signed in, got once`, async () => {
        machineHas({ ...user, quota_project_id: 'paying-1' });
        const { ask, asked, signIns } = world(entry);
        assert.equal(textOfEvents(await ask()), 'fine');
        assert.equal(textOfEvents(await ask()), 'fine');
        assert.equal(signIns.length, 1);
        assert.match(signIns[0]?.body ?? '', /refresh-me/);
        const sent = asked.map(({ headers }) => [headers.get('authorization'), headers.get('x-goog-user-project')]);
        assert.deepEqual(sent, [
          ['Bearer token-1', 'paying-1'],
          ['Bearer token-1', 'paying-1'],
        ]);
      });
    }

    it('names the project that pays in each of several requests at once', async () => {
      machineHas({ ...user, quota_project_id: 'paying-1' });
      const { ask, asked } = world(gemini);
      await ask();
      // Each a step later than the one before.
      const later = async (steps: number): Promise<void> => {
        for (let step = 0; step < steps; step += 1) await Promise.resolve();
        await ask();
      };
      await Promise.all(Array.from({ length: 20 }, (_, steps) => later(steps)));
      const projects = new Set(asked.map(({ headers }) => headers.get('x-goog-user-project')));
      assert.deepEqual([...projects], ['paying-1']);
    });

    it('sends a token of a service account, which its key signed for', async () => {
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
      const key = privateKey.export({ type: 'pkcs8', format: 'pem' });
      machineHas({ type: 'service_account', client_email: 'bot@shop.example', private_key: key, project_id: 'other' });
      const { ask, asked, signIns } = world(gemini);
      assert.equal(textOfEvents(await ask()), 'fine');
      const assertion = new URLSearchParams(signIns[0]?.body).get('assertion') ?? '';
      const claims = JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString()) as Json;
      assert.deepEqual(
        [claims.iss, claims.scope],
        ['bot@shop.example', 'https://www.googleapis.com/auth/cloud-platform'],
      );
      assert.equal(asked[0]?.headers.get('authorization'), 'Bearer token-1');
      assert.match(asked[0].url, /\/projects\/shop-123\//);
    });

    it('prefers a token that the user has stored, and signs in nowhere', async () => {
      machineHas(user);
      const { ask, asked, signIns } = world(claude, { key: 'stored-token' });
      await ask();
      assert.equal(asked[0]?.headers.get('authorization'), 'Bearer stored-token');
      assert.deepEqual(signIns, []);
    });

    it('says what to run where the sign-in has expired, and tries again with the next request', async () => {
      machineHas(user);
      let isExpired = true;
      const { ask, failure } = world(gemini, {
        token: () =>
          isExpired
            ? json(400, { error: 'invalid_grant', error_subtype: 'invalid_rapt' })
            : json(200, { access_token: 'new', expires_in: 60 }),
      });
      const { kind, scope, message } = await failure();
      assert.deepEqual([kind, scope], ['auth', 'credential']);
      assert.match(message, /have expired\. Run gcloud auth application-default login/);
      isExpired = false;
      assert.equal(textOfEvents(await ask()), 'fine');
    });

    it('says that a client is refused, without its secret', async () => {
      machineHas(user);
      const { failure } = world(gemini, {
        token: () => json(401, { error: 'invalid_client', error_description: 'secret' }),
      });
      const { kind, message } = await failure();
      assert.equal(kind, 'auth');
      assert.match(message, /refused the credentials .* \(invalid_client\)/);
      assert.doesNotMatch(message, /secret|refresh-me/);
    });

    it('says what to run where there are none, or none that can be read', async () => {
      const missing = await world(gemini).failure();
      assert.equal(missing.kind, 'auth');
      assert.match(missing.message, /could not be read\. Run gcloud auth application-default login/);
      machineHas('{');
      assert.equal((await world(claude).failure()).kind, 'auth');
    });

    it('does not take a sign-in that is down for a refusal', async () => {
      machineHas(user);
      const down = world(gemini, {
        token: () => {
          throw Object.assign(new TypeError('fetch failed'), { cause: { code: 'ENOTFOUND' } });
        },
      });
      assert.deepEqual([(await down.failure()).kind], ['connect']);
      for (const status of [429, 503]) {
        const overloaded = world(gemini, { token: () => json(status, { error: 'unavailable' }) });
        assert.equal((await overloaded.failure()).kind, 'connect', String(status));
      }
    });
  });
});
