import { closeSync, ftruncateSync, openSync, renameSync, writeSync } from 'node:fs';

/** One entry of a GGUF file's metadata, encoded. */
type Entry = Buffer;

export interface Tensor {
  readonly name: string;
  /** Fastest first, as GGUF has them. */
  readonly shape: readonly number[];
  readonly type: 'f32' | 'f16';
  /** Undefined: all zeros. */
  readonly data?: Buffer;
}

const typeIds = { f32: 0, f16: 1 } as const;
const typeBytes = { f32: 4, f16: 2 } as const;
const alignment = 32;

/** https://github.com/ggml-org/ggml/blob/master/docs/gguf.md; every array here is of one of these types. */
export const entry = {
  u32: (key: string, value: number): Entry => pair(key, 4, u32(value)),
  f32: (key: string, value: number): Entry => pair(key, 6, f32(value)),
  bool: (key: string, value: boolean): Entry => pair(key, 7, Buffer.from([value ? 1 : 0])),
  text: (key: string, value: string): Entry => pair(key, 8, text(value)),
  texts: (key: string, values: readonly string[]): Entry => array(key, 8, values.map(text)),
  i32s: (key: string, values: readonly number[]): Entry => array(key, 5, values.map(i32)),
  f32s: (key: string, values: readonly number[]): Entry => array(key, 6, values.map(f32)),
};

/** Writes a GGUF file (version 3). Zeros are holes in the file and take no room on the disk. */
export function writeGguf(file: string, entries: readonly Entry[], tensors: readonly Tensor[]): void {
  let offset = 0;
  const places = tensors.map((tensor) => {
    const place = offset;
    offset += aligned(lengthOf(tensor));
    return place;
  });
  const infos = tensors.map(({ name, shape, type }, index) =>
    Buffer.concat([text(name), u32(shape.length), ...shape.map(u64), u32(typeIds[type]), u64(places[index]!)]),
  );
  const head = Buffer.concat([
    Buffer.from('GGUF'),
    u32(3),
    u64(tensors.length),
    u64(entries.length),
    ...entries,
    ...infos,
  ]);
  const start = aligned(head.length);
  const fresh = `${file}.${process.pid}`;
  const handle = openSync(fresh, 'w');
  writeSync(handle, head, 0, head.length, 0);
  for (const [index, { data }] of tensors.entries()) {
    if (data) writeSync(handle, data, 0, data.length, start + places[index]!);
  }
  ftruncateSync(handle, start + offset);
  closeSync(handle);
  renameSync(fresh, file);
}

function lengthOf({ shape, type }: Tensor): number {
  return shape.reduce((product, side) => product * side, typeBytes[type]);
}

function aligned(length: number): number {
  return Math.ceil(length / alignment) * alignment;
}

function pair(key: string, type: number, value: Buffer): Entry {
  return Buffer.concat([text(key), u32(type), value]);
}

function array(key: string, type: number, values: readonly Buffer[]): Entry {
  return pair(key, 9, Buffer.concat([u32(type), u64(values.length), ...values]));
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([u64(bytes.length), bytes]);
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function i32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

function f32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return bytes;
}
