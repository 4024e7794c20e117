import { createHash } from 'node:crypto';
import type { Part, PartNote } from '../../../../src/engine/localModel/download/partFile';

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A part in memory. What a process that is killed has written stays, as on a disk. */
export class MemoryPart implements Part {
  finished: Uint8Array | undefined;
  closed = 0;

  constructor(
    public bytes: Uint8Array = new Uint8Array(),
    public note?: PartNote,
  ) {}

  open(): Promise<{ bytes: number; note: PartNote | undefined }> {
    if (!this.note) this.bytes = new Uint8Array();
    return Promise.resolve({ bytes: this.bytes.length, note: this.note });
  }

  async *read(): AsyncGenerator<Uint8Array> {
    yield this.bytes;
  }

  write(note: PartNote): Promise<void> {
    this.note = note;
    return Promise.resolve();
  }

  append(chunk: Uint8Array): Promise<void> {
    this.bytes = Uint8Array.from([...this.bytes, ...chunk]);
    return Promise.resolve();
  }

  clear(): Promise<void> {
    this.bytes = new Uint8Array();
    this.note = undefined;
    return Promise.resolve();
  }

  finish(): Promise<void> {
    this.finished = this.bytes;
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.closed += 1;
    return Promise.resolve();
  }
}

/** What becomes of one request. */
export type Fate =
  | { readonly type: 'whole' }
  /** The line breaks after so many bytes of the body. */
  | { readonly type: 'cut'; readonly after: number }
  /** Nothing more comes after so many bytes, and the line stays. */
  | { readonly type: 'silent'; readonly after: number }
  | { readonly type: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | { readonly type: 'refused' }
  /** As a host that knows no ranges. */
  | { readonly type: 'no-ranges' }
  /** As a host that does not say how long the body is. */
  | { readonly type: 'no-length' }
  /** The range that was asked for is named, and other bytes of that length are sent. */
  | { readonly type: 'wrong-range' };

export interface Seen {
  readonly range: string | null;
  readonly ifRange: string | null;
  /** Bytes of bodies that were sent. */
  readonly sent: number;
}

/** A host of one file, asked through `fetch` alone. Behind its fates all goes well. */
export class DownloadHost {
  readonly seen: Seen[] = [];

  constructor(
    public file: Uint8Array,
    public etag: string | undefined,
    private readonly fates: Fate[] = [],
  ) {}

  readonly fetch: typeof globalThis.fetch = (_url, init) => {
    const headers = new Headers(init?.headers);
    const [range, ifRange] = [headers.get('range'), headers.get('if-range')];
    const fate = this.fates.shift() ?? { type: 'whole' };
    if (fate.type === 'refused') return Promise.reject(new TypeError('fetch failed'));
    if (fate.type === 'status') {
      this.seen.push({ range, ifRange, sent: 0 });
      return Promise.resolve(new Response('', { status: fate.status, headers: fate.headers ?? {} }));
    }
    const isSame = ifRange === null || ifRange === this.etag;
    const from = range !== null && isSame && fate.type !== 'no-ranges' ? Number(/\d+/.exec(range)?.[0]) : 0;
    if (from >= this.file.length && from > 0) {
      this.seen.push({ range, ifRange, sent: 0 });
      const found = { 'Content-Range': `bytes */${this.file.length}` };
      return Promise.resolve(new Response('', { status: 416, headers: found }));
    }
    const rest = fate.type === 'wrong-range' ? this.file.slice(from).fill(0) : this.file.subarray(from);
    const sent = fate.type === 'cut' || fate.type === 'silent' ? rest.subarray(0, fate.after) : rest;
    this.seen.push({ range, ifRange, sent: sent.length });
    const found = {
      ...(fate.type === 'no-length' ? {} : { 'Content-Length': String(rest.length) }),
      ...(this.etag === undefined ? {} : { ETag: this.etag }),
      ...(from > 0 ? { 'Content-Range': `bytes ${from}-${this.file.length - 1}/${this.file.length}` } : {}),
    };
    return Promise.resolve(new Response(bodyOf(sent, fate), { status: from > 0 ? 206 : 200, headers: found }));
  };
}

function bodyOf(bytes: Uint8Array, fate: Fate): ReadableStream<Uint8Array> {
  let place = 0;
  return new ReadableStream({
    pull: (controller) => {
      if (place < bytes.length) {
        // In small chunks, so that a kill can fall between any two.
        controller.enqueue(bytes.subarray(place, place + 3));
        place += 3;
      } else if (fate.type === 'cut') controller.error(new TypeError('terminated'));
      else if (fate.type !== 'silent') controller.close();
      else return new Promise(() => undefined);
      return undefined;
    },
  });
}
