import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An Ollama on this machine that hands its model on, so that what it is sent has left; it can be slow to tell of its model. */
export interface HandingOnHost {
  readonly provider: Readonly<Record<string, unknown>>;
  /** Paths of all requests, oldest first. */
  readonly paths: readonly string[];
  /** Bodies of those that hold text of the user. */
  readonly bodies: readonly string[];
  /** Answers about the model wait from now on until the promise's end. */
  holdUntil(released: Promise<void>): void;
  close(): Promise<void>;
}

export async function startHandingOnHost(): Promise<HandingOnHost> {
  const paths: string[] = [];
  const bodies: string[] = [];
  let held = Promise.resolve();
  const server = createServer((request, response) => {
    paths.push(request.url ?? '');
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const json = (value: object): void =>
        void response.writeHead(200, { 'content-type': 'application/json' }).end(`${JSON.stringify(value)}\n`);
      if (request.url === '/api/show') {
        void held.then(() => json({ remote_host: 'https://ollama.com:443', remote_model: 'big' }));
      } else if (request.url === '/api/chat') {
        bodies.push(body);
        json({ message: { role: 'assistant', content: 'Handed on.' }, done: true, done_reason: 'stop' });
      } else json({ models: [] });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    provider: { id: 'far', type: 'ollama', label: 'Far', model: 'big-cloud', baseUrl: `http://127.0.0.1:${port}` },
    paths,
    bodies,
    holdUntil: (released) => void (held = released),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
