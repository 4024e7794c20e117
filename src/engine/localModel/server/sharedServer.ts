import { randomBytes } from 'node:crypto';
import { readFile, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { boundedText } from '../download/boundedText';
import { privateFile } from '../install/privateFile';
import { guardProof } from './guardProof';

/** A server that runs, as the window that started it tells the others. The file is readable by the user alone. */
export interface SharedServer {
  readonly port: number;
  /** Without it the server answers nothing but that it is there. */
  readonly token: string;
  readonly weights: string;
  readonly server: string;
  readonly serverPid: number;
  /** Where the process that ends the server with its window proves that the server lives. */
  readonly proofPort: number;
}

const answerTimeoutMs = 5_000;
/** A proof has 64 characters. */
const maxProofBytes = 1_000;

/** The servers of all windows of this user: one file, which names the one that runs. */
export class SharedServerFile {
  readonly file: string;

  constructor(
    storage: string,
    private readonly fetch: typeof globalThis.fetch,
  ) {
    this.file = path.join(storage, 'server.json');
  }

  /**
   * The server that runs with these weights. One with other weights, or whose guard is gone, is ended. Behind a port that
   * a file names anybody may listen by now, so the guard has to prove itself before a prompt goes there.
   */
  async find(wanted: Pick<SharedServer, 'weights' | 'server'>): Promise<SharedServer | undefined> {
    const found = await this.read();
    if (!found) return undefined;
    const isGuarded = await this.isGuarded(found);
    if (!(await this.answers(found))) return undefined;
    if (isGuarded && found.weights === wanted.weights && found.server === wanted.server) return found;
    try {
      process.kill(found.serverPid, 'SIGKILL');
    } catch {
      // It has ended already.
    }
    await this.forget(found);
    return undefined;
  }

  async write(server: SharedServer): Promise<void> {
    await privateFile(this.file, JSON.stringify(server));
  }

  /** Says to the window that owns the server that it is in use. */
  async touch(): Promise<void> {
    const now = new Date();
    await utimes(this.file, now, now).catch(() => undefined);
  }

  /** Milliseconds since the epoch; undefined where no server is known. */
  async touchedAtMs(): Promise<number | undefined> {
    return stat(this.file).then(
      ({ mtimeMs }) => mtimeMs,
      () => undefined,
    );
  }

  async forget({ token }: SharedServer): Promise<void> {
    if ((await this.read())?.token === token) await rm(this.file, { force: true });
  }

  /** Whether the guard of this server answers, so that the server lives and has its port. */
  async isGuarded({ proofPort, token }: Pick<SharedServer, 'proofPort' | 'token'>): Promise<boolean> {
    const question = `/${randomBytes(32).toString('hex')}`;
    try {
      const response = await this.ask(`http://127.0.0.1:${proofPort}${question}`, {});
      return (await boundedText(response, maxProofBytes)) === guardProof(token, question);
    } catch {
      return false;
    }
  }

  /** Whether the server has loaded its model, takes this token, and no other: many a server takes any. */
  async answers({ port, token }: Pick<SharedServer, 'port' | 'token'>): Promise<boolean> {
    const url = `http://127.0.0.1:${port}/props`;
    return (await this.statusOf(url, token)) === 200 && (await this.statusOf(url, 'another')) === 401;
  }

  /** Whether anything answers; the server does so at once, however much it computes. */
  async lives({ port, token }: Pick<SharedServer, 'port' | 'token'>): Promise<boolean> {
    return (await this.statusOf(`http://127.0.0.1:${port}/health`, token)) === 200;
  }

  /** Undefined where nothing answers. */
  private async statusOf(url: string, token: string): Promise<number | undefined> {
    try {
      const response = await this.ask(url, { Authorization: `Bearer ${token}` });
      await response.body?.cancel();
      return response.status;
    } catch {
      return undefined;
    }
  }

  private ask(url: string, headers: Readonly<Record<string, string>>): Promise<Response> {
    return this.fetch(url, { headers, redirect: 'error', signal: AbortSignal.timeout(answerTimeoutMs) });
  }

  private async read(): Promise<SharedServer | undefined> {
    try {
      const value = JSON.parse(await readFile(this.file, 'utf8')) as Partial<Record<keyof SharedServer, unknown>>;
      const { port, token, weights, server, serverPid, proofPort } = value;
      const isWhole =
        isPositive(port) &&
        typeof token === 'string' &&
        typeof weights === 'string' &&
        typeof server === 'string' &&
        isPositive(serverPid) &&
        isPositive(proofPort);
      return isWhole ? { port, token, weights, server, serverPid, proofPort } : undefined;
    } catch {
      return undefined;
    }
  }
}

/** To end the process 0 or a negative one would end whole groups of them. */
function isPositive(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}
