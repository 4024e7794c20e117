import type { FileHandle } from 'node:fs/promises';

export type GgufValue = string | number | boolean | undefined;

/** https://github.com/ggml-org/ggml/blob/master/docs/gguf.md: the types of values and their bytes. */
const sizes = [1, 1, 2, 2, 4, 4, 4, 1, undefined, undefined, 8, 8, 8] as const;
const stringType = 8;
const arrayType = 9;

const blockBytes = 256 * 1024;
/** Longer ones are refused: what we want of a header is short, but for the template of a chat. */
const maxStringBytes = 16 * 1024 * 1024;
const maxEntries = 100_000;
const maxItems = 10_000_000;

/** Reads the key-value pairs at the head of a GGUF file. Throws an `Error` whose message says what is wrong. */
export class GgufReader {
  private block = Buffer.alloc(0);
  private place = 0;
  private offset = 0;

  constructor(private readonly file: FileHandle) {}

  async entries(isWanted: (key: string) => boolean): Promise<ReadonlyMap<string, GgufValue>> {
    if ((await this.take(4)).toString('latin1') !== 'GGUF') throw new Error('no GGUF');
    const version = (await this.take(4)).readUInt32LE();
    if (version !== 2 && version !== 3) throw new Error(`version ${version}`);
    await this.take(8);
    const count = await this.length(maxEntries);
    const entries = new Map<string, GgufValue>();
    for (let index = 0; index < count; index += 1) {
      const key = await this.text();
      const type = (await this.take(4)).readUInt32LE();
      if (isWanted(key)) entries.set(key, await this.value(type));
      else await this.skip(type);
    }
    return entries;
  }

  /** Of an array only the first item: a model's layers may differ, and rarely do. */
  private async value(type: number): Promise<GgufValue> {
    switch (type) {
      case 0:
        return (await this.take(1)).readUInt8();
      case 1:
        return (await this.take(1)).readInt8();
      case 2:
        return (await this.take(2)).readUInt16LE();
      case 3:
        return (await this.take(2)).readInt16LE();
      case 4:
        return (await this.take(4)).readUInt32LE();
      case 5:
        return (await this.take(4)).readInt32LE();
      case 6:
        return (await this.take(4)).readFloatLE();
      case 7:
        return (await this.take(1)).readUInt8() !== 0;
      case stringType:
        return this.text();
      case arrayType:
        return this.firstItem();
      case 10:
      case 11:
        return Number((await this.take(8)).readBigInt64LE());
      case 12:
        return (await this.take(8)).readDoubleLE();
      default:
        throw new Error(`type ${type}`);
    }
  }

  private async firstItem(): Promise<GgufValue> {
    const { type, count } = await this.arrayHead();
    if (count === 0) return undefined;
    const first = await this.value(type);
    for (let index = 1; index < count; index += 1) await this.skip(type);
    return first;
  }

  private async skip(type: number): Promise<void> {
    const size = sizes[type];
    if (size !== undefined) this.pass(size);
    else if (type === stringType) this.pass(await this.length(maxStringBytes));
    else if (type === arrayType) await this.skipArray();
    else throw new Error(`type ${type}`);
  }

  private async skipArray(): Promise<void> {
    const { type, count } = await this.arrayHead();
    const size = sizes[type];
    if (size !== undefined) this.pass(size * count);
    else for (let index = 0; index < count; index += 1) await this.skip(type);
  }

  /** llama.cpp reads no array within an array either; a file of nothing else would fill the memory. */
  private async arrayHead(): Promise<{ readonly type: number; readonly count: number }> {
    const type = (await this.take(4)).readUInt32LE();
    if (type === arrayType) throw new Error('an array of arrays');
    return { type, count: await this.length(maxItems) };
  }

  private async text(): Promise<string> {
    return (await this.take(await this.length(maxStringBytes))).toString('utf8');
  }

  private async length(most: number): Promise<number> {
    const length = (await this.take(8)).readBigUInt64LE();
    if (length > BigInt(most)) throw new Error(`a length of ${length}`);
    return Number(length);
  }

  private pass(bytes: number): void {
    this.place += bytes;
  }

  private async take(bytes: number): Promise<Buffer> {
    if (this.place + bytes > this.block.length) await this.fill(bytes);
    const taken = this.block.subarray(this.place, this.place + bytes);
    if (taken.length < bytes) throw new Error('ends early');
    this.place += bytes;
    return taken;
  }

  /** Reads on from the place, at least so many bytes. */
  private async fill(bytes: number): Promise<void> {
    this.offset += this.place;
    this.place = 0;
    const block = Buffer.alloc(Math.max(bytes, blockBytes));
    const { bytesRead } = await this.file.read(block, 0, block.length, this.offset);
    this.block = block.subarray(0, bytesRead);
  }
}
