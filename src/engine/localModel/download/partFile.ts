import { type FileHandle, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { privateFile } from '../install/privateFile';

/** Where the bytes of a part came from: others must not be put behind them. */
export interface PartNote {
  readonly url: string;
  readonly sha256?: string;
  /** The host's strong mark of this version of the file. */
  readonly etag?: string;
}

/** A file that is being fetched, as far as it is there. */
export interface Part {
  /** The bytes so far and their note; none of both where nothing is there, or where it cannot be told whose bytes they are. */
  open(): Promise<{ readonly bytes: number; readonly note: PartNote | undefined }>;
  read(): AsyncIterable<Uint8Array>;
  write(note: PartNote): Promise<void>;
  append(chunk: Uint8Array): Promise<void>;
  /** Forgets the bytes and the note. */
  clear(): Promise<void>;
  /** The whole file is there and right: it gets its name. */
  finish(): Promise<void>;
  close(): Promise<void>;
}

/** A part on the disk: `<file>.part`, and its note beside it. What a killed process wrote is found again. */
export class PartFile implements Part {
  private handle: FileHandle | undefined;
  private readonly part: string;
  private readonly noteFile: string;

  constructor(private readonly file: string) {
    this.part = `${file}.part`;
    this.noteFile = `${file}.part.json`;
  }

  async open(): Promise<{ readonly bytes: number; readonly note: PartNote | undefined }> {
    await mkdir(path.dirname(this.file), { recursive: true, mode: 0o700 });
    const note = await this.readNote();
    if (note === undefined) await this.clear();
    this.handle ??= await open(this.part, 'a+', 0o600);
    return { bytes: (await this.handle.stat()).size, note };
  }

  async *read(): AsyncGenerator<Uint8Array> {
    const handle = await open(this.part, 'r');
    // The stream closes it.
    yield* handle.createReadStream({ highWaterMark: 1024 * 1024 });
  }

  async write(note: PartNote): Promise<void> {
    await privateFile(this.noteFile, JSON.stringify(note));
  }

  async append(chunk: Uint8Array): Promise<void> {
    await this.handle?.appendFile(chunk);
  }

  async clear(): Promise<void> {
    await rm(this.noteFile, { force: true });
    if (this.handle) await this.handle.truncate(0);
    else await rm(this.part, { force: true });
  }

  async finish(): Promise<void> {
    await this.handle?.sync();
    await this.close();
    await rename(this.part, this.file);
    await rm(this.noteFile, { force: true });
  }

  async close(): Promise<void> {
    const { handle } = this;
    this.handle = undefined;
    await handle?.close();
  }

  private async readNote(): Promise<PartNote | undefined> {
    try {
      return noteIn(JSON.parse(await readFile(this.noteFile, 'utf8')));
    } catch {
      return undefined;
    }
  }
}

function noteIn(value: unknown): PartNote | undefined {
  const { url, sha256, etag } = (value ?? {}) as Partial<Record<keyof PartNote, unknown>>;
  if (typeof url !== 'string') return undefined;
  return {
    url,
    ...(typeof sha256 === 'string' ? { sha256 } : {}),
    ...(typeof etag === 'string' ? { etag } : {}),
  };
}
