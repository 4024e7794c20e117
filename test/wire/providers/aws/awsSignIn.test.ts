import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { collect, textOfEvents, userSays } from '../support/fixtures';
import { AwsMachine, model } from './awsMachine';

describe('Amazon Bedrock asked with the SSO login of the machine', () => {
  let machine: AwsMachine;
  beforeEach(async () => (machine = await AwsMachine.create()));
  afterEach(() => machine.remove());

  const ssoProfile =
    '[profile dev]\nregion = eu-central-1\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = Dev\n' +
    '[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = us-east-1\n';
  const token = (expiresAt: string): Promise<void> =>
    writeFile(
      path.join(machine.home, '.aws/sso/cache', `${createHash('sha1').update('corp').digest('hex')}.json`),
      JSON.stringify({ accessToken: 'sso-token', expiresAt }),
    );
  const granted = (expiration: number): Response =>
    Response.json({
      roleCredentials: {
        accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
        secretAccessKey: 'of-role',
        sessionToken: 'st',
        expiration,
      },
    });

  it('asks for the role of an SSO login once, and again before it ends', async () => {
    await machine.config(ssoProfile);
    await token('2999-01-01T00:00:00Z');
    let until = Date.now() + 3_600_000;
    const provider = machine.provider({ settings: { profile: 'dev' }, sso: () => granted(until) });
    const chat = () => collect(provider.chat(model, userSays('hi'), { signal: new AbortController().signal }));
    await chat();
    await chat();
    const portal = () => machine.sent.filter(({ url }) => url.hostname === 'portal.sso.us-east-1.amazonaws.com');
    assert.equal(portal().length, 1);
    assert.equal(portal()[0]?.headers.get('x-amz-sso_bearer_token'), 'sso-token');
    assert.equal(portal()[0]?.url.search, '?role_name=Dev&account_id=123456789012');
    until = Date.now() + 60_000;
    const other = machine.provider({ settings: { profile: 'dev' }, sso: () => granted(until) });
    await collect(other.chat(model, userSays('hi'), { signal: new AbortController().signal }));
    assert.ok(portal().length > 2, 'credentials that end in a minute are asked for anew');
  });

  it('says how to log in where the SSO login has ended, is missing or is refused', async () => {
    await machine.config(ssoProfile);
    const settings = { profile: 'dev' };
    assert.match(await machine.problemOf({ settings }), /aws sso login --profile dev/);
    await token('2020-01-01T00:00:00Z');
    assert.match(await machine.problemOf({ settings }), /aws sso login --profile dev/);
    assert.equal(machine.sent.length, 0);
    await token('2999-01-01T00:00:00Z');
    assert.match(await machine.problemOf({ settings }), /aws sso login --profile dev/);
    assert.ok(machine.sent.every(({ url }) => url.hostname.startsWith('portal.')));
  });

  const outages: Readonly<Record<string, () => Response | Promise<Response>>> = {
    'cannot be reached': () => Promise.reject(new TypeError('fetch failed')),
    'is overloaded': () => new Response('{}', { status: 503 }),
    'has had too many questions': () => new Response('{}', { status: 429 }),
    'answers with a page': () => new Response('<html>'),
  };
  for (const [name, sso] of Object.entries(outages)) {
    it(`does not take a sign-in that ${name} for a refusal`, async () => {
      await machine.config(ssoProfile);
      await token('2999-01-01T00:00:00Z');
      const last = (await machine.ask({ settings: { profile: 'dev' }, sso })).at(-1);
      assert.ok(last?.type === 'failed');
      assert.deepEqual([last.failure.kind, last.failure.scope], ['connect', 'endpoint']);
    });
  }

  it('gives a request the credentials that another waits for, though that one is cancelled', async () => {
    await machine.config(ssoProfile);
    await token('2999-01-01T00:00:00Z');
    let grant: (answer: Response) => void = () => undefined;
    let asked = (): void => undefined;
    const isAsked = new Promise<void>((resolve) => (asked = resolve));
    const provider = machine.provider({
      settings: { profile: 'dev' },
      sso: () => {
        asked();
        return new Promise((resolve) => (grant = resolve));
      },
    });
    const cancelled = new AbortController();
    const first = collect(provider.chat(model, userSays('hi'), { signal: cancelled.signal }));
    await isAsked;
    const second = collect(provider.chat(model, userSays('hi'), { signal: new AbortController().signal }));
    cancelled.abort();
    await first;
    grant(granted(Date.now() + 3_600_000));
    const events = await second;
    assert.equal(textOfEvents(events), 'Fine.', JSON.stringify(events));
    assert.equal(machine.sent.filter(({ url }) => url.hostname.startsWith('portal.')).length, 1);
  });
});
