import assert from 'node:assert/strict';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, openSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import module from 'node:module';
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Lab, startLab } from '../../../tools/lab/lab';

/** The bundled file, as a process of its own. */
describe('everpair as a process', function () {
  this.timeout(60_000);
  let lab: Lab;
  let folder = '';
  let config = '';
  let program = '';

  before(async () => {
    lab = await startLab({ firstMs: 1, perSecond: 4_000 });
    folder = mkdtempSync(path.join(tmpdir(), 'everpair-process-'));
    // Not in dist/, which other layers write meanwhile.
    await promisify(execFile)(process.execPath, ['scripts/build.mjs', '--cli', folder]);
    program = path.join(folder, 'cli/everpair.cjs');
    config = path.join(folder, 'config.json');
    writeFileSync(config, JSON.stringify({ providers: lab.providers }));
  });
  after(async () => {
    await lab.close();
    rmSync(folder, { recursive: true });
  });
  afterEach(() => lab.healAll());

  type Stdio = 'pipe' | 'ignore' | number;

  function start(
    args: readonly string[],
    stdout: Stdio = 'pipe',
    stdin: Stdio = 'ignore',
    env: NodeJS.ProcessEnv = {},
  ): ChildProcess {
    return spawn(process.execPath, [program, ...args], {
      cwd: folder,
      stdio: [stdin, stdout, 'pipe'],
      env: { PATH: process.env['PATH'], HOME: folder, XDG_STATE_HOME: folder, ...lab.env, ...env },
    });
  }

  const ended = async (child: ChildProcess) => {
    const text = { stdout: '', stderr: '' };
    child.stdout?.on('data', (chunk) => (text.stdout += String(chunk)));
    child.stderr?.on('data', (chunk) => (text.stderr += String(chunk)));
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
    return { code, signal, ...text };
  };

  it('answers, and prints nothing but the answer', async () => {
    const { code, stdout, stderr } = await ended(start(['ask', '--config', config, 'count to 5']));
    assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: ' 1 2 3 4 5\n', stderr: '' });
  });

  it('takes the question from standard input', async () => {
    const child = start(['ask', '--config', config], 'pipe', 'pipe');
    child.stdin?.end('count to 3');
    assert.equal((await ended(child)).stdout, ' 1 2 3\n');
  });

  it('does not wait for a program that started it with a question and never ends its input', async () => {
    const child = start(['ask', '--config', config, 'count to 3'], 'pipe', 'pipe');
    const { code, stdout } = await ended(child);
    assert.deepEqual({ code, stdout }, { code: 0, stdout: ' 1 2 3\n' });
  });

  it('tells its version and its help without any provider', async () => {
    assert.match((await ended(start(['--version']))).stdout, /^\d+\.\d+\.\d+\n$/);
    assert.match((await ended(start(['--help']))).stdout, /^everpair: /);
  });

  it('keeps what Node has compiled in a folder of the user, and runs where it cannot', async function () {
    if (!('enableCompileCache' in module)) this.skip();
    const cache = path.join(folder, 'cache');
    const help = (at: string) => ended(start(['--help'], 'pipe', 'ignore', { XDG_CACHE_HOME: at }));
    await help(cache);
    assert.equal(readdirSync(path.join(cache, 'everpair')).length, 1);
    assert.match((await help(config)).stdout, /^everpair: /);
  });

  it('fails where the disk of its output is full', async function () {
    if (!existsSync('/dev/full')) this.skip();
    const { code, stderr } = await ended(start(['ask', '--config', config, 'count to 5'], openSync('/dev/full', 'w')));
    assert.equal(code, 1);
    assert.match(stderr, /could not be written/);
  });

  it('fails where nobody reads its output any more', async () => {
    const child = start(['ask', '--config', config, 'count to 500']);
    child.stdout?.destroy();
    assert.equal((await ended(child)).code, 1);
  });

  it('fails where it has no output at all', async function () {
    if (process.platform === 'win32') this.skip();
    const child = spawn('sh', ['-c', `exec "${process.execPath}" "${program}" ask --config "${config}" hi >&-`], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { HOME: folder, ...lab.env },
    });
    assert.equal((await ended(child)).code, 1);
  });

  it('ends with 130 when it is interrupted, and hangs up', async () => {
    const server = await silentServer();
    const one = path.join(folder, 'silent.json');
    writeFileSync(one, JSON.stringify({ providers: [{ id: 'a', type: 'ollama', model: 'm', baseUrl: server.url }] }));
    const child = start(['ask', '--config', one, 'hi']);
    const end = ended(child);
    await server.connected;
    child.kill('SIGINT');
    const { code, signal } = await end;
    assert.deepEqual({ code, signal }, { code: 130, signal: null });
    await server.closed();
  });

  it('ends at its deadline with 4, and hangs up', async () => {
    const server = await silentServer();
    const one = path.join(folder, 'silent.json');
    writeFileSync(one, JSON.stringify({ providers: [{ id: 'a', type: 'ollama', model: 'm', baseUrl: server.url }] }));
    const { code, stdout } = await ended(start(['ask', '--json', '--deadline', '1.5', '--config', one, 'hi']));
    const end = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Record<string, unknown>;
    assert.deepEqual([code, end['type'], end['kind'], end['deadline']], [4, 'end', 'try-later', 1.5]);
    await server.closed();
  });

  it('asks no provider that is there by its key alone, and that nobody agreed to', async () => {
    const child = spawn(process.execPath, [program, 'ask', '--json', 'hi'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { HOME: path.join(folder, 'nobody'), OPENAI_API_KEY: 'sk-nothing', OLLAMA_HOST: '127.0.0.1:1' },
    });
    const { code, stdout } = await ended(child);
    assert.equal(code, 5, stdout);
    assert.doesNotMatch(stdout, /"attempt"/);
  });
});

/** Takes connections and says nothing. */
async function silentServer() {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.resume();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    connected: once(server, 'connection'),
    /** Resolves when the other side has closed all its connections. */
    closed: async (): Promise<void> => {
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
}
