import { createHash, type Hash } from 'node:crypto';
import type { Clock } from '../../model/async/clock';
import { sleep } from '../../model/async/clock';
import type { Log } from '../../model/log';
import { errorSummary } from '../../model/text/errorSummary';
import { fileProblem, LocalModelProblem } from '../localModelProblem';
import { type Answer, answerOf } from './answer';
import type { Part, PartNote } from './partFile';
import { chunksOf } from './chunks';

export interface DownloadTarget {
  readonly url: string;
  /** For people. */
  readonly name: string;
  /** Undefined where only the host knows. */
  readonly bytes?: number;
  readonly sha256?: string;
}

export interface DownloadDeps {
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly log: Log;
}

export interface DownloadProgress {
  readonly bytes: number;
  /** Undefined as long as nobody has said it. */
  readonly totalBytes: number | undefined;
}

/** Requests in a row that brought nothing new. */
const maxVainRequests = 5;
const firstWaitMs = 1_000;
const longestWaitMs = 30_000;

/** What a request came to. */
type Outcome = 'whole' | 'cut' | 'vain' | 'other-file';

/**
 * Fetches one file so that no byte is fetched twice without need: it goes on where a request, or a process, ended, as long
 * as the host says that it is the same file. The hash over the whole decides what is kept.
 */
export class Download {
  private hash: Hash = createHash('sha256');
  private bytes = 0;
  private totalBytes: number | undefined;
  private etag: string | undefined;
  /** The part holds bytes of more than one request, so that a wrong hash may be the fault of their joint. */
  private isJoined = false;

  constructor(
    private readonly target: DownloadTarget,
    private readonly part: Part,
    private readonly deps: DownloadDeps,
  ) {
    this.totalBytes = target.bytes;
  }

  /**
   * Resolves to the file's hash and length once it has its name. Rejects with `LocalModelProblem`, or with the signal's
   * reason; what was fetched stays for the next time unless it is of no use.
   */
  async run(
    signal: AbortSignal,
    onProgress: (progress: DownloadProgress) => void,
  ): Promise<{ readonly sha256: string; readonly bytes: number }> {
    const report = (): void => onProgress({ bytes: this.bytes, totalBytes: this.totalBytes });
    try {
      await this.resume();
      report();
      for (let isAnew = false; ; isAnew = true) {
        await this.fetchAll(signal, report);
        const sha256 = this.hash.copy().digest('hex');
        if (this.target.sha256 === undefined || this.target.sha256 === sha256) {
          await this.part.finish();
          return { sha256, bytes: this.bytes };
        }
        // A host that gives wrong parts each time would be asked without end.
        const mayBeJoint = this.isJoined && !isAnew;
        await this.startAnew();
        if (!mayBeJoint) throw new LocalModelProblem('wrong-hash', this.target.name);
        this.deps.log.warn(`The parts of ${this.target.name} do not fit together; it is fetched anew`);
      }
    } catch (error) {
      throw fileProblem(error, this.target.name);
    } finally {
      await this.part.close();
    }
  }

  private async resume(): Promise<void> {
    const { bytes, note } = await this.part.open();
    const { url, sha256 } = this.target;
    // Another address may give the same file: a mirror, or a link that expires.
    const isSame = note !== undefined && (sha256 === undefined ? note.url === url : note.sha256 === sha256);
    if (bytes === 0 || !isSame) {
      await this.startAnew();
      return;
    }
    this.etag = note.url === url ? note.etag : undefined;
    for await (const chunk of this.part.read()) this.hash.update(chunk);
    this.bytes = bytes;
    this.isJoined = true;
  }

  private async startAnew(): Promise<void> {
    await this.part.clear();
    this.hash = createHash('sha256');
    this.bytes = 0;
    this.etag = undefined;
    this.isJoined = false;
    this.totalBytes = this.target.bytes;
  }

  /** Until the file has its length. */
  private async fetchAll(signal: AbortSignal, report: () => void): Promise<void> {
    for (let vain = 0; this.totalBytes === undefined || this.bytes !== this.totalBytes;) {
      signal.throwIfAborted();
      if (this.totalBytes !== undefined && this.bytes > this.totalBytes) await this.startAnew();
      const before = this.bytes;
      const answer = await answerOf(this.target.url, { bytes: this.bytes, etag: this.etag }, this.deps, signal);
      const outcome = await this.take(answer, signal, report);
      if (outcome === 'whole') return;
      vain = outcome === 'cut' && this.bytes > before ? 0 : vain + 1;
      if (vain >= maxVainRequests) {
        throw new LocalModelProblem('unreachable', new URL(this.target.url).host, reasonIn(answer));
      }
      if (outcome === 'other-file') await this.startAnew();
      else await sleep(this.deps.clock, Math.max(waitMs(vain), retryAfterIn(answer)), signal);
    }
  }

  private async take(answer: Answer, signal: AbortSignal, report: () => void): Promise<Outcome> {
    switch (answer.type) {
      case 'later':
        return 'vain';
      case 'beyond':
        // Nothing is left to fetch, or the part is longer than the file.
        if (answer.totalBytes !== this.bytes) return 'other-file';
        return 'whole';
      case 'other-range':
        return 'other-file';
      case 'bytes': {
        if (answer.from === 0 && this.bytes > 0) await this.startAnew();
        const total = answer.totalBytes;
        if (this.target.bytes !== undefined && total !== undefined && total !== this.target.bytes) {
          void answer.body.cancel().catch(() => undefined);
          await this.part.clear();
          throw new LocalModelProblem('wrong-size', this.target.name);
        }
        this.totalBytes = this.target.bytes ?? total;
        await this.noteOrigin(answer.etag);
        if (answer.from > 0) this.isJoined = true;
        return this.append(answer.body, signal, report);
      }
    }
  }

  private async append(body: ReadableStream<Uint8Array>, signal: AbortSignal, report: () => void): Promise<Outcome> {
    try {
      for await (const chunk of chunksOf(body, this.deps.clock, signal)) {
        const isTooMuch = this.totalBytes !== undefined && this.bytes + chunk.length > this.totalBytes;
        if (isTooMuch) return await this.tooMuch();
        await this.part.append(chunk);
        this.hash.update(chunk);
        this.bytes += chunk.length;
        report();
      }
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof LocalModelProblem || isOfDisk(error)) throw error;
      this.deps.log.info(`${this.target.name} broke off after ${this.bytes} bytes: ${errorSummary(error)}`);
      return 'cut';
    }
    return this.totalBytes === undefined || this.bytes === this.totalBytes ? 'whole' : 'cut';
  }

  /** A file that is longer from its first byte on is as long the next time. */
  private async tooMuch(): Promise<'other-file'> {
    if (this.isJoined) return 'other-file';
    await this.part.clear();
    throw new LocalModelProblem('wrong-size', this.target.name);
  }

  private async noteOrigin(etag: string | undefined): Promise<void> {
    this.etag = etag;
    const { url, sha256 } = this.target;
    const note: PartNote = {
      url,
      ...(sha256 === undefined ? {} : { sha256 }),
      ...(etag === undefined ? {} : { etag }),
    };
    await this.part.write(note);
  }
}

function isOfDisk(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && (error.syscall === 'write' || error.syscall === 'open');
}

function waitMs(vain: number): number {
  return vain === 0 ? 0 : Math.min(firstWaitMs * 2 ** (vain - 1), longestWaitMs);
}

function retryAfterIn(answer: Answer): number {
  return answer.type === 'later' ? Math.min(answer.retryAfterMs, longestWaitMs) : 0;
}

function reasonIn(answer: Answer): string {
  return answer.type === 'later' ? answer.reason : 'cut';
}
