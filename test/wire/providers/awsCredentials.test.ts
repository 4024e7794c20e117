import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { StreamEvent } from '../../../src/engine/model/stream/stream';
import type { ProviderConfig } from '../../../src/engine/model/provider/providerConfig';
import { systemClock } from '../../../src/engine/model/async/clock';
import { createProvider } from '../../../src/engine/providers/registry/createProvider';
import { collect, textOfEvents, userSays } from './support/fixtures';
import { bytesOf, wireProtocols } from './support/protocols';

const bedrock = wireProtocols.find(({ type }) => type === 'bedrock')!;
const model = 'eu.anthropic.claude-sonnet-4-5-20250929-v1:0';
const pair = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'variable-secret' };

interface Sent {
  readonly url: URL;
  readonly headers: Headers;
  readonly body: string;
}

/** The signature that AWS's own code makes of what was sent. */
async function signatureOf({ url, headers, body }: Sent, region: string, secretAccessKey: string): Promise<string> {
  const [, date = ''] = /^(\d{8}T\d{6}Z)$/.exec(headers.get('x-amz-date') ?? '') ?? [];
  const signingDate = new Date(date.replace(/(....)(..)(..)T(..)(..)(..)Z/, '$1-$2-$3T$4:$5:$6Z'));
  const signed = /SignedHeaders=([^,]+)/.exec(headers.get('authorization') ?? '')?.[1]?.split(';') ?? [];
  const names = signed.filter((name) => name !== 'host' && name !== 'x-amz-date' && name !== 'x-amz-security-token');
  const sessionToken = headers.get('x-amz-security-token') ?? undefined;
  const signer = new SignatureV4({
    service: 'bedrock',
    region,
    sha256: Sha256,
    applyChecksum: false,
    credentials: {
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      secretAccessKey,
      ...(sessionToken === undefined ? {} : { sessionToken }),
    },
  });
  const request = {
    method: 'POST',
    protocol: 'https:',
    hostname: url.hostname,
    path: url.pathname,
    query: {},
    headers: {
      host: url.host,
      ...Object.fromEntries(names.map((name) => [name, headers.get(name) ?? ''])),
      ...(headers.get('content-type') === null ? {} : { 'content-type': headers.get('content-type') ?? '' }),
    },
    body,
  };
  const { headers: made } = await signer.sign(request, {
    signingDate,
    unsignableHeaders: new Set(signed.includes('content-type') ? [] : ['content-type']),
  });
  return made.authorization ?? '';
}

/** As a real `fetch` does. */
function orAborted(response: Response | Promise<Response>, signal: AbortSignal | null | undefined): Promise<Response> {
  return new Promise((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error));
    Promise.resolve(response).then(resolve, reject);
  });
}

const signatureIn = (authorization: string | null): string => /Signature=(\w+)/.exec(authorization ?? '')?.[1] ?? '';

describe('Amazon Bedrock asked with the credentials of the machine', () => {
  let home: string;
  let sent: Sent[];
  let refusal: Response | undefined;

  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'everpair-aws-'));
    await mkdir(path.join(home, '.aws/sso/cache'), { recursive: true });
    sent = [];
    refusal = undefined;
  });
  afterEach(() => rm(home, { recursive: true }));

  const config = (lines: string): Promise<void> => writeFile(path.join(home, '.aws/config'), lines);

  interface Machine {
    readonly settings?: Partial<ProviderConfig>;
    readonly variables?: Readonly<Record<string, string>>;
    readonly key?: string;
    readonly sso?: () => Response | Promise<Response>;
  }

  function providerOf({ settings, variables = {}, key, sso }: Machine) {
    const entry = { id: 'p', type: 'bedrock', model, label: 'Bedrock', headers: {}, enabled: true, ...settings };
    const fetch: typeof globalThis.fetch = (input, init) => {
      const url = new URL(input instanceof Request ? input.url : String(input));
      const headers = new Headers(init?.headers);
      sent.push({ url, headers, body: typeof init?.body === 'string' ? init.body : '' });
      if (url.hostname.startsWith('portal.sso.'))
        return orAborted(sso?.() ?? new Response('{}', { status: 401 }), init?.signal);
      const body = bytesOf(bedrock, bedrock.start + bedrock.text('Fine.') + bedrock.end);
      return Promise.resolve(refusal ?? new Response(body, { headers: { 'content-type': bedrock.contentType } }));
    };
    // Only what is in this folder is there to be run.
    const environment = { HOME: home, PATH: path.join(home, 'bin'), ...variables };
    return createProvider(entry, { apiKey: () => Promise.resolve(key), fetch, clock: systemClock, environment });
  }

  const ask = (machine: Machine): Promise<StreamEvent[]> =>
    collect(providerOf(machine).chat(model, userSays('hi'), { signal: new AbortController().signal }));

  async function answered(machine: Machine): Promise<Sent> {
    const events = await ask(machine);
    assert.equal(textOfEvents(events), 'Fine.', JSON.stringify(events));
    return sent.at(-1)!;
  }

  async function problemOf(machine: Machine): Promise<string> {
    const last = (await ask(machine)).at(-1);
    assert.ok(last?.type === 'failed', JSON.stringify(last));
    assert.deepEqual([last.failure.kind, last.failure.scope], ['auth', 'credential']);
    return last.failure.message;
  }

  it("signs with the variables' keys, as AWS's own code does", async () => {
    const variables = { ...pair, AWS_SESSION_TOKEN: 'session', AWS_REGION: 'eu-west-3' };
    const request = await answered({ variables });
    assert.equal(request.url.hostname, 'bedrock-runtime.eu-west-3.amazonaws.com');
    assert.equal(request.headers.get('x-amz-security-token'), 'session');
    const made = await signatureOf(request, 'eu-west-3', 'variable-secret');
    assert.match(made, /Signature=\w{64}/);
    assert.equal(signatureIn(request.headers.get('authorization')), signatureIn(made));
  });

  it('signs for the region of the settings at a gateway, whose name says none', async () => {
    const settings = { region: 'eu-north-1', baseUrl: 'https://gateway.corp.example' };
    const request = await answered({ variables: { ...pair, AWS_REGION: 'us-west-2' }, settings });
    assert.equal(request.url.hostname, 'gateway.corp.example');
    const made = await signatureOf(request, 'eu-north-1', 'variable-secret');
    assert.equal(signatureIn(request.headers.get('authorization')), signatureIn(made));
  });

  it('signs with a pair of access keys in the place of a key, which leaves nowhere', async () => {
    const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
    const machine = { key: `AKIAIOSFODNN7EXAMPLE:${secret}`, settings: { region: 'us-west-2' } };
    const request = await answered(machine);
    const made = await signatureOf(request, 'us-west-2', secret);
    assert.equal(signatureIn(request.headers.get('authorization')), signatureIn(made));
    assert.ok(!JSON.stringify([...request.headers, request.body]).includes(secret));
  });

  it("sends a key of Bedrock's own as it is, to the region of the profile", async () => {
    await config('[profile work]\nregion = ap-northeast-1\n');
    const request = await answered({ key: 'bedrock-key', settings: { profile: 'work' } });
    assert.equal(request.url.hostname, 'bedrock-runtime.ap-northeast-1.amazonaws.com');
    assert.equal(request.headers.get('authorization'), 'Bearer bedrock-key');
  });

  it("signs with a profile's keys, though variables have others", async () => {
    await config(
      '[profile work]\nregion = eu-central-1\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = of-file\n',
    );
    const request = await answered({ variables: pair, settings: { profile: 'work' } });
    const made = await signatureOf(request, 'eu-central-1', 'of-file');
    assert.equal(signatureIn(request.headers.get('authorization')), signatureIn(made));
  });

  const ssoProfile =
    '[profile dev]\nregion = eu-central-1\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = Dev\n' +
    '[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = us-east-1\n';
  const token = (expiresAt: string): Promise<void> =>
    writeFile(
      path.join(home, '.aws/sso/cache', `${createHash('sha1').update('corp').digest('hex')}.json`),
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
    await config(ssoProfile);
    await token('2999-01-01T00:00:00Z');
    let until = Date.now() + 3_600_000;
    const provider = providerOf({ settings: { profile: 'dev' }, sso: () => granted(until) });
    const chat = () => collect(provider.chat(model, userSays('hi'), { signal: new AbortController().signal }));
    await chat();
    await chat();
    const portal = () => sent.filter(({ url }) => url.hostname === 'portal.sso.us-east-1.amazonaws.com');
    assert.equal(portal().length, 1);
    assert.equal(portal()[0]?.headers.get('x-amz-sso_bearer_token'), 'sso-token');
    assert.equal(portal()[0]?.url.search, '?role_name=Dev&account_id=123456789012');
    until = Date.now() + 60_000;
    const other = providerOf({ settings: { profile: 'dev' }, sso: () => granted(until) });
    await collect(other.chat(model, userSays('hi'), { signal: new AbortController().signal }));
    assert.ok(portal().length > 2, 'credentials that end in a minute are asked for anew');
  });

  it('says how to log in where the SSO login has ended, is missing or is refused', async () => {
    await config(ssoProfile);
    const settings = { profile: 'dev' };
    assert.match(await problemOf({ settings }), /aws sso login --profile dev/);
    await token('2020-01-01T00:00:00Z');
    assert.match(await problemOf({ settings }), /aws sso login --profile dev/);
    assert.equal(sent.length, 0);
    await token('2999-01-01T00:00:00Z');
    assert.match(await problemOf({ settings }), /aws sso login --profile dev/);
    assert.ok(sent.every(({ url }) => url.hostname.startsWith('portal.')));
  });

  const outages: Readonly<Record<string, () => Response | Promise<Response>>> = {
    'cannot be reached': () => Promise.reject(new TypeError('fetch failed')),
    'is overloaded': () => new Response('{}', { status: 503 }),
    'has had too many questions': () => new Response('{}', { status: 429 }),
    'answers with a page': () => new Response('<html>'),
  };
  for (const [name, sso] of Object.entries(outages)) {
    it(`does not take a sign-in that ${name} for a refusal`, async () => {
      await config(ssoProfile);
      await token('2999-01-01T00:00:00Z');
      const last = (await ask({ settings: { profile: 'dev' }, sso })).at(-1);
      assert.ok(last?.type === 'failed');
      assert.deepEqual([last.failure.kind, last.failure.scope], ['connect', 'endpoint']);
    });
  }

  it('gives a request the credentials that another waits for, though that one is cancelled', async () => {
    await config(ssoProfile);
    await token('2999-01-01T00:00:00Z');
    let grant: (answer: Response) => void = () => undefined;
    let asked = (): void => undefined;
    const isAsked = new Promise<void>((resolve) => (asked = resolve));
    const provider = providerOf({
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
    assert.equal(sent.filter(({ url }) => url.hostname.startsWith('portal.')).length, 1);
  });

  const printed = JSON.stringify({
    Version: 1,
    AccessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    SecretAccessKey: 'printed',
    Expiration: '2999-01-01T00:00:00Z',
  });
  const script = `#!${process.execPath}\n`;

  it("runs a profile's command", async () => {
    const program = path.join(home, 'creds.js');
    await writeFile(program, `console.log(${JSON.stringify(printed)})`);
    await config(`[default]\nregion = eu-central-1\ncredential_process = "${process.execPath}" "${program}"\n`);
    const request = await answered({});
    const made = await signatureOf(request, 'eu-central-1', 'printed');
    assert.equal(signatureIn(request.headers.get('authorization')), signatureIn(made));
  });

  it('says where a command stands that fails', async () => {
    await config('[default]\nregion = eu-central-1\ncredential_process = false\n');
    const problem = await problemOf({});
    assert.match(problem, /credential_process/);
    assert.ok(problem.includes(path.join(home, '.aws/config')), problem);
  });

  it("asks AWS's own tool for a role, and names the command where it fails", async function () {
    if (process.platform === 'win32') this.skip();
    await config(
      '[profile admin]\nregion = eu-central-1\nrole_arn = arn:aws:iam::1:role/a\nsource_profile = default\n',
    );
    const settings = { profile: 'admin' };
    assert.match(await problemOf({ settings }), /aws configure export-credentials --profile admin/);
    await mkdir(path.join(home, 'bin'));
    const program = `if (process.argv.at(-1) === 'admin') console.log(${JSON.stringify(printed)});`;
    await writeFile(path.join(home, 'bin/aws'), script + program, { mode: 0o755 });
    const request = await answered({ settings });
    const made = await signatureOf(request, 'eu-central-1', 'printed');
    assert.equal(signatureIn(request.headers.get('authorization')), signatureIn(made));
  });

  it('says what to do where there is nothing, no such profile, or no region', async () => {
    assert.match(await problemOf({}), /Set API Key.*AWS_BEARER_TOKEN_BEDROCK/);
    const missing = await problemOf({ settings: { profile: 'nobody' } });
    assert.match(missing, /"nobody"/);
    assert.ok(missing.includes(path.join(home, '.aws/config')), missing);
    assert.match(await problemOf({ variables: pair }), /region.*AWS_REGION/);
    assert.equal(sent.length, 0);
  });

  it('says what has to be allowed, and not so where a key is wrong', async () => {
    const denied = (message: string): Response =>
      Response.json({ message }, { status: 403, headers: { 'x-amzn-errortype': 'AccessDeniedException' } });
    const machine = { key: 'bedrock-key', settings: { region: 'eu-central-1' } };
    const provider = providerOf(machine);
    const { signal } = new AbortController();
    refusal = denied('User: arn:aws:iam::1:user/a is not authorized to perform: bedrock:ListFoundationModels');
    const list = await provider.listModels(signal);
    assert.ok(!list.ok);
    assert.match(list.failure.message, /^Bedrock knows who asks .* Allow "bedrock:ListFoundationModels" in AWS\./);
    refusal = denied('No.');
    assert.match(await problemOf(machine), /^Bedrock knows who asks .* "bedrock:InvokeModelWithResponseStream"/);
    refusal = denied('Authentication failed: Please make sure your API Key is valid.');
    assert.doesNotMatch(await problemOf(machine), /knows who asks/);
  });

  it('says how to renew credentials that are refused, and reads them again', async () => {
    await config(
      '[default]\nregion = eu-central-1\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = old\n',
    );
    const provider = providerOf({});
    const chat = () => collect(provider.chat(model, userSays('hi'), { signal: new AbortController().signal }));
    refusal = Response.json(
      { message: 'The security token included in the request is expired' },
      { status: 403, headers: { 'x-amzn-errortype': 'ExpiredTokenException' } },
    );
    const last = (await chat()).at(-1);
    assert.ok(last?.type === 'failed' && last.failure.kind === 'auth');
    assert.match(
      last.failure.message,
      /^Bedrock did not accept the AWS credentials\. .*aws configure --profile default/,
    );
    refusal = undefined;
    await config(
      '[default]\nregion = eu-central-1\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = new\n',
    );
    assert.equal(textOfEvents(await chat()), 'Fine.');
    const made = await signatureOf(sent.at(-1)!, 'eu-central-1', 'new');
    assert.equal(signatureIn(sent.at(-1)!.headers.get('authorization')), signatureIn(made));
  });
});
