import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, request as ask, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import * as vscode from 'vscode';
import { complete, open } from './documents';
import { eventually } from './lab';

/** A name that only the proxy knows. */
const host = 'lab.internal';

/** A proxy that leads the name to this machine, and remembers what it was asked for. */
class RecordingProxy {
  readonly asked: string[] = [];
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  constructor() {
    this.server = createServer((request, response) => {
      this.asked.push(`${request.method} ${request.url}`);
      const { port, pathname, search } = new URL(request.url ?? '');
      const options = {
        host: '127.0.0.1',
        port,
        path: pathname + search,
        method: request.method,
        headers: request.headers,
      };
      const onward = ask(options, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      onward.on('error', () => response.destroy());
      request.pipe(onward);
    });
    this.server.on('connection', (socket: Socket) => this.sockets.add(socket));
    this.server.on('connect', (request, socket) => {
      this.asked.push(`CONNECT ${request.url}`);
      const onward = connect(Number(request.url?.split(':')[1]), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        socket.pipe(onward).pipe(socket);
      });
      onward.on('error', () => socket.destroy());
      socket.on('error', () => onward.destroy());
    });
  }

  async start(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }
}

describe('a proxy', () => {
  const settings = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration();
  const proxy = new RecordingProxy();
  const providers = settings().get<readonly { readonly baseUrl: string }[]>('everpair.providers', []);

  after(async () => {
    await settings().update('http.proxy', undefined, vscode.ConfigurationTarget.Global);
    await settings().update('everpair.providers', providers, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand('everpair.resetHealth');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    proxy.stop();
  });

  it('that a workspace names is none', () => {
    const inspected = settings().inspect('http.proxy');
    assert.equal(inspected?.workspaceValue, undefined);
    assert.equal(settings().get('http.proxy'), inspected?.defaultValue);
  });

  it('that the setting http.proxy names is asked by requests to providers', async () => {
    const [first, ...others] = providers;
    assert.ok(first);
    const url = await proxy.start();
    await settings().update('http.proxy', url, vscode.ConfigurationTarget.Global);
    const moved = { ...first, baseUrl: first.baseUrl.replace('127.0.0.1', host) };
    await settings().update('everpair.providers', [moved, ...others], vscode.ConfigurationTarget.Global);
    const text = await eventually(
      async () => complete(await open('behind.js', 'function add(a, b) {')),
      () => proxy.asked.some((line) => line.includes(host)),
    );
    assert.match(text, /Claude \(lab\)/);
    assert.deepEqual(
      proxy.asked.filter((line) => !line.includes(host)),
      [],
    );
  });
});
