import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import OpenAI from 'openai';
import { type Lab, startLab } from '../../../tools/lab/lab';
import { type CliRun, runInProcess } from './support/inProcess';

const token = 'a-token-of-the-test';
const whole = Array.from({ length: 30 }, (_, index) => ` ${index + 1}`).join('');

describe('everpair serve', () => {
  let lab: Lab;
  let folder = '';
  before(async () => (lab = await startLab({ firstMs: 1, perSecond: 4_000 })));
  after(() => lab.close());
  beforeEach(async () => {
    await lab.healAll();
    folder = mkdtempSync(path.join(tmpdir(), 'everpair-serve-'));
    writeFileSync(path.join(folder, 'config.json'), JSON.stringify({ providers: lab.providers }));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const run = (args: readonly string[], given: Parameters<typeof runInProcess>[1] = {}): Promise<CliRun> =>
    runInProcess(['serve', '--config', path.join(folder, 'config.json'), ...args], {
      ...given,
      environment: { ...lab.env, XDG_STATE_HOME: folder, XDG_CONFIG_HOME: folder, ...given.environment },
      home: folder,
      folder,
    });

  /** What it says of itself once it serves. */
  async function serving(args: readonly string[] = [], environment: Record<string, string> = {}) {
    const stdout = new PassThrough();
    const interrupt = new AbortController();
    const ended = run(['--json', ...args], { stdout, interrupted: interrupt.signal, environment });
    const [line] = (await once(stdout, 'data')) as [Buffer];
    const event = JSON.parse(String(line)) as { readonly type: string; readonly url: string; readonly token?: string };
    assert.equal(event.type, 'serving');
    const end = async (): Promise<number> => {
      interrupt.abort(130);
      return (await ended).exitCode;
    };
    return { ...event, end };
  }

  const asked = async (baseURL: string, apiKey: string): Promise<string> => {
    const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 });
    const stream = await client.chat.completions.create({
      model: 'everpair/auto',
      messages: [{ role: 'user', content: 'Please count to 30' }],
      stream: true,
    });
    let text = '';
    for await (const { choices } of stream) text += choices[0]?.delta.content ?? '';
    return text;
  };

  it('answers other programs with the failover of the chain, until it is interrupted, which is its good end', async () => {
    await lab.break('anthropic', 'cut', { after: 6 });
    const { url, token: made, end } = await serving();
    assert.ok(made);
    assert.equal(await asked(url, made), whole);
    await assert.rejects(asked(url, 'another'), (error) => error instanceof OpenAI.AuthenticationError);
    assert.equal(await end(), 0);
    await assert.rejects(fetch(url));
  });

  it('takes the token from the environment, and tells it nobody', async () => {
    const { url, token: made, end } = await serving([], { EVERPAIR_TOKEN: token });
    assert.equal(made, undefined);
    assert.equal(await asked(url, token), whole);
    assert.equal(await end(), 0);
  });

  it('tells its address and a token of its own where no program reads', async () => {
    const stdout = new PassThrough();
    const interrupt = new AbortController();
    const ended = run([], { stdout, interrupted: interrupt.signal });
    const [line] = (await once(stdout, 'data')) as [Buffer];
    assert.match(String(line), /^http:\/\/127\.0\.0\.1:\d+\/v1\n$/);
    interrupt.abort(130);
    const { exitCode, stderr } = await ended;
    assert.equal(exitCode, 0);
    assert.match(stderr, /The token, as API key: [\w-]{40,}/);
  });

  it('refuses a port or a token that is none in words', async () => {
    for (const port of ['0', '70000', 'http']) {
      const { exitCode, stderr } = await run(['--port', port]);
      assert.equal(exitCode, 2);
      assert.match(stderr, /The port must be a number from 1 to 65535/);
    }
    const { exitCode, stderr } = await run([], { environment: { EVERPAIR_TOKEN: 'short' } });
    assert.equal(exitCode, 2);
    assert.match(stderr, /EVERPAIR_TOKEN must have 16 characters/);
  });

  it('says where another program has the port', async () => {
    const other: Server = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { readonly port: number };
    const { exitCode, stderr } = await run(['--port', String(port)]);
    other.close();
    assert.equal(exitCode, 1);
    assert.match(stderr, new RegExp(`The port ${port} is used by another program`));
  });
});
