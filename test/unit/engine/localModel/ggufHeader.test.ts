import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readGgufHeader } from '../../../../src/engine/localModel/gguf/ggufHeader';
import { entry, writeGguf } from '../../../real/support/gguf';

const many = Array.from({ length: 30_000 }, (_, index) => `token ${index}`);
const entries = [
  entry.text('general.architecture', 'qwen2'),
  entry.text('general.name', 'Some Coder'),
  entry.text('general.license', 'apache-2.0'),
  // Larger than what is read at once, before what is wanted.
  entry.texts('tokenizer.ggml.tokens', many),
  entry.f32s(
    'tokenizer.ggml.scores',
    many.map(() => 0),
  ),
  entry.bool('tokenizer.ggml.add_bos_token', false),
  entry.u32('qwen2.context_length', 32_768),
  entry.u32('qwen2.block_count', 28),
  entry.u32('qwen2.embedding_length', 1_536),
  entry.u32('qwen2.attention.head_count', 12),
  entry.u32('qwen2.attention.head_count_kv', 2),
  entry.u32('tokenizer.ggml.fim_pre_token_id', 7),
];

describe('the header of a model', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'gguf-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  function write(more: readonly Buffer[] = []): string {
    const file = path.join(folder, 'model.gguf');
    writeGguf(file, [...entries, ...more], []);
    return file;
  }

  it('says how much the model holds, what that takes in memory, and what it can', async () => {
    assert.deepEqual(await readGgufHeader(write()), {
      name: 'Some Coder',
      licence: 'apache-2.0',
      contextTokens: 32_768,
      // Keys and values of 28 layers with 2 heads of 128 numbers, two bytes each.
      bytesPerToken: 2 * 28 * 2 * 128 * 2,
      fillsIn: true,
      chats: false,
    });
    assert.equal((await readGgufHeader(write([entry.text('tokenizer.chat_template', '{{ x }}')]))).chats, true);
  });

  it('is refused wherever it is cut', async () => {
    const file = write();
    const bytes = readFileSync(file);
    // Without tensors, nothing but padding follows the last entry.
    const end = bytes.lastIndexOf('fim_pre_token_id') + 'fim_pre_token_id'.length + 8;
    for (const length of [0, 3, 4, 8, 20, 100, 300_000, end - 1]) {
      writeFileSync(file, bytes.subarray(0, length));
      await assert.rejects(readGgufHeader(file), { kind: 'not-gguf' }, String(length));
    }
    writeFileSync(file, bytes.subarray(0, end));
    assert.equal((await readGgufHeader(file)).fillsIn, true);
  });

  it('is refused where it is none, or names lengths that no file has', async () => {
    const file = path.join(folder, 'model.gguf');
    const huge = Buffer.alloc(64, 255);
    huge.write('GGUF');
    huge.writeUInt32LE(3, 4);
    for (const bytes of [Buffer.from('<html><body>Sign in</body></html>'), huge, Buffer.from('GGUF\x01\0\0\0')]) {
      writeFileSync(file, bytes);
      await assert.rejects(readGgufHeader(file), { kind: 'not-gguf' });
    }
    await assert.rejects(readGgufHeader(path.join(folder, 'none.gguf')), { kind: 'not-gguf' });
  });

  it('takes nothing for a number of tokens or layers that counts none', async () => {
    for (const wrong of [NaN, -1, 0.5, Infinity]) {
      const more = [entry.f32('qwen2.context_length', wrong), entry.f32('qwen2.block_count', wrong)];
      const { contextTokens, bytesPerToken } = await readGgufHeader(write(more));
      assert.deepEqual([contextTokens, bytesPerToken], [0, 0], String(wrong));
    }
  });

  it('is refused with an array of arrays, however deep', async () => {
    const key = Buffer.from('x.nested');
    const head = Buffer.alloc(8 + key.length + 4);
    head.writeBigUInt64LE(BigInt(key.length));
    key.copy(head, 8);
    head.writeUInt32LE(9, 8 + key.length);
    const level = Buffer.alloc(12);
    level.writeUInt32LE(9);
    level.writeBigUInt64LE(1n, 4);
    const nested = Buffer.concat([head, ...Array.from({ length: 1_000 }, () => level)]);
    await assert.rejects(readGgufHeader(write([nested])), { message: /an array of arrays/ });
  });
});
