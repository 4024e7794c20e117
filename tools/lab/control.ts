import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { type BreakOptions, type Fault, faults, type FaultSetting, isFault } from './faults';
import type { RequestRecord } from './front';
import { labels, type Protocol } from './protocols';

export interface ControlServer {
  readonly url: string;
  close(): Promise<void>;
}

export interface LabState {
  readonly faults: Readonly<Record<string, string>>;
  readonly providers: readonly {
    readonly id: Protocol;
    readonly label: string;
    readonly url: string;
    readonly fault: string;
    readonly requests: number;
  }[];
}

/** What of the lab the page shows and steers. */
export interface ControlledLab {
  /** The providers, in the order of failover. */
  readonly chain: readonly Protocol[];
  url(provider: Protocol): string;
  break(provider: Protocol, fault: Fault, options?: BreakOptions): Promise<void>;
  /** Fills every hole with this text; with what fits where undefined. */
  setCompletion(provider: Protocol, text: string | undefined): void;
  fault(provider: Protocol): FaultSetting;
  /** What the provider has been asked, oldest first. */
  requests(provider: Protocol): readonly RequestRecord[];
  /** The bodies of its last requests, oldest first. */
  bodies(provider: Protocol): readonly string[];
}

/** The page and the JSON routes that break and heal providers. */
export async function startControl(lab: ControlledLab, port: number): Promise<ControlServer> {
  const server = createServer((request, response) => {
    serve(lab, request, response).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      if (!response.headersSent) send(response, 400, { error: message });
      else response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const files: Record<string, { name: string; type: string }> = {
  '/': { name: 'page.html', type: 'text/html; charset=utf-8' },
  '/page.js': { name: 'page.js', type: 'text/javascript; charset=utf-8' },
  '/page.css': { name: 'page.css', type: 'text/css; charset=utf-8' },
};

async function serve(lab: ControlledLab, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
  // A page on the internet must not be able to steer the lab through the user's browser.
  if (!/^(?:127\.0\.0\.1|localhost)(?::\d+)?$/.test(request.headers.host ?? '')) {
    send(response, 403, { error: 'Wrong host.' });
    return;
  }
  const file = files[pathname];
  if (request.method === 'GET' && file) {
    const body = await readFile(path.join(__dirname, 'page', file.name));
    response.writeHead(200, { 'content-type': file.type, 'content-security-policy': "default-src 'self'" }).end(body);
    return;
  }
  if (request.method === 'GET' && pathname === '/state') {
    send(response, 200, stateOf(lab));
    return;
  }
  const asked = /^\/providers\/(\w+)\/bodies$/.exec(pathname)?.[1];
  if (request.method === 'GET' && isIn(lab, asked)) {
    send(response, 200, lab.bodies(asked));
    return;
  }
  const [, provider, what] = /^\/providers\/(\w+)\/(fault|completion)$/.exec(pathname) ?? [];
  if (request.method !== 'POST' || !isIn(lab, provider)) {
    send(response, 404, { error: 'There is nothing here.' });
    return;
  }
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) {
    send(response, 415, { error: 'Send JSON.' });
    return;
  }
  const { fault, after, times, text } = JSON.parse(await bodyOf(request)) as Record<string, unknown>;
  if (what === 'completion') {
    lab.setCompletion(provider, typeof text === 'string' ? text : undefined);
    send(response, 200, stateOf(lab));
    return;
  }
  if (!isFault(fault)) {
    send(response, 400, {
      error: `There is no fault "${String(fault)}". There are: ${Object.keys(faults).join(', ')}.`,
    });
    return;
  }
  await lab.break(provider, fault, {
    ...(typeof after === 'number' ? { after } : {}),
    ...(typeof times === 'number' ? { times } : {}),
  });
  send(response, 200, stateOf(lab));
}

function stateOf(lab: ControlledLab): LabState {
  return {
    faults,
    providers: lab.chain.map((id) => ({
      id,
      label: labels[id],
      url: lab.url(id),
      fault: lab.fault(id).fault,
      requests: lab.requests(id).length,
    })),
  };
}

function isIn({ chain }: ControlledLab, value: string | undefined): value is Protocol {
  return chain.some((protocol) => protocol === value);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) {
    body += String(chunk);
    if (body.length > 10_000) throw new Error('The request is too long.');
  }
  return body;
}

function send(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}
