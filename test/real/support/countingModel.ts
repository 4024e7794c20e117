import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from '../../../tools/vscode/folders';
import { entry, type Tensor, writeGguf } from './gguf';

/** Where the count ends. */
export const lastNumber = 999;

/**
 * How a model takes up a conversation, told by its chat template: the counting model sees the last word of its prompt only.
 * - `goes-on`: from the last number of the last turn; from 1 where there is none.
 * - `begins-again`: from 1, whatever was said.
 * - `repeats`: as `goes-on`, but a last turn that ends with a line of numbers is answered from the first number of that line.
 */
export type Habit = 'goes-on' | 'begins-again' | 'repeats';

const turns = "{% for m in messages %}{{ '<|im_start|>' + m['role'] + '\\n' + m['content'] }}{% endfor %}";
const lastLine = "messages[-1]['content'].split('\\n')[-1].split(' ')";

export const templates: Record<Habit, string> = {
  'goes-on': turns,
  'begins-again': `${turns}{{ '<|im_end|>\\n<|im_start|>assistant\\n' }}`,
  repeats: `${turns}{% if ${lastLine}[0] | int > 1 %}{{ '\\n ' + ((${lastLine}[0] | int) - 1) | string }}{% endif %}`,
};

/**
 * Quick: thousands of tokens a second. Slow: a few hundred at most, so that there is a middle to break an answer in. Heavy:
 * so much to read that it can be asked while it is being loaded.
 */
export type Pace = 'quick' | 'slow' | 'heavy';

const layersOf: Record<Pace, number> = { quick: 1, slow: 4, heavy: 24 };
const innerWidthOf: Record<Pace, number> = { quick: 32, slow: 8_192, heavy: 8_192 };

/** To be raised with every change of what is written, so that a file kept from before is not used. */
const version = 1;

/**
 * File of a model with weights set by hand: it counts " 1 2 3 … 999" and stops, and goes on from the number it is given
 * last. So every lost and every repeated word shows, and nothing had to be trained or downloaded. Further layers
 * are zeros: they take time and change nothing.
 */
export function countingModel(pace: Pace): string {
  const file = path.join(cacheFolder, `counting-model-${version}-${pace}.gguf`);
  if (existsSync(file)) return file;
  mkdirSync(cacheFolder, { recursive: true });
  writeGguf(file, entriesOf(pace), tensorsOf(pace));
  return file;
}

const width = 256;
const heads = 4;

interface Token {
  readonly text: string;
  /** Of GGUF: 1 text, 2 unknown, 3 control, 6 byte. */
  readonly type: 1 | 2 | 3 | 6;
  /** Those with higher scores are merged first. */
  readonly score: number;
}

const control = (text: string): Token => ({ text, type: 3, score: 0 });

/** Every beginning of a number is a token too, so that numbers are put together from their digits. */
const tokens: readonly Token[] = [
  { text: '<unk>', type: 2, score: 0 },
  ...['<s>', '</s>', '<|im_start|>', '<|im_end|>', '<|fim_prefix|>', '<|fim_suffix|>', '<|fim_middle|>'].map(control),
  ...Array.from({ length: 256 }, (_, byte): Token => {
    const hex = byte.toString(16).toUpperCase().padStart(2, '0');
    return { text: `<0x${hex}>`, type: 6, score: 0 };
  }),
  ...Array.from({ length: 94 }, (_, index): Token => {
    const code = 33 + index;
    return { text: String.fromCharCode(code), type: 1, score: -1_000 - code };
  }),
  { text: '▁', type: 1, score: -1_000 },
  ...Array.from({ length: lastNumber }, (_, index): Token => ({ text: `▁${index + 1}`, type: 1, score: -index - 1 })),
];

const idOf = (text: string): number => tokens.findIndex((token) => token.text === text);
const firstNumber = idOf('▁1');
const endOfTurn = idOf('<|im_end|>');

function entriesOf(pace: Pace): readonly Buffer[] {
  return [
    entry.text('general.architecture', 'llama'),
    entry.text('general.name', 'count'),
    entry.u32('general.file_type', 1),
    entry.u32('general.quantization_version', 2),
    entry.u32('llama.context_length', 8_192),
    entry.u32('llama.embedding_length', width),
    entry.u32('llama.block_count', layersOf[pace]),
    entry.u32('llama.feed_forward_length', innerWidthOf[pace]),
    entry.u32('llama.attention.head_count', heads),
    entry.u32('llama.attention.head_count_kv', heads),
    entry.f32('llama.attention.layer_norm_rms_epsilon', 1e-5),
    entry.u32('llama.rope.dimension_count', width / heads),
    entry.f32('llama.rope.freq_base', 10_000),
    entry.u32('llama.vocab_size', tokens.length),
    entry.text('tokenizer.ggml.model', 'llama'),
    entry.text('tokenizer.ggml.pre', 'default'),
    entry.texts(
      'tokenizer.ggml.tokens',
      tokens.map(({ text }) => text),
    ),
    entry.f32s(
      'tokenizer.ggml.scores',
      tokens.map(({ score }) => score),
    ),
    entry.i32s(
      'tokenizer.ggml.token_type',
      tokens.map(({ type }) => type),
    ),
    entry.u32('tokenizer.ggml.bos_token_id', idOf('<s>')),
    entry.u32('tokenizer.ggml.eos_token_id', idOf('</s>')),
    entry.u32('tokenizer.ggml.unknown_token_id', idOf('<unk>')),
    entry.u32('tokenizer.ggml.eot_token_id', endOfTurn),
    entry.u32('tokenizer.ggml.fim_pre_token_id', idOf('<|fim_prefix|>')),
    entry.u32('tokenizer.ggml.fim_suf_token_id', idOf('<|fim_suffix|>')),
    entry.u32('tokenizer.ggml.fim_mid_token_id', idOf('<|fim_middle|>')),
    entry.bool('tokenizer.ggml.add_bos_token', true),
    entry.bool('tokenizer.ggml.add_eos_token', false),
    entry.bool('tokenizer.ggml.add_space_prefix', false),
    entry.text('tokenizer.chat_template', templates['goes-on']),
  ];
}

function tensorsOf(pace: Pace): readonly Tensor[] {
  const { embedding, output } = weights();
  const inner = innerWidthOf[pace];
  const ones = Buffer.from(new Float32Array(width).fill(1).buffer);
  const blocks = Array.from({ length: layersOf[pace] }, (_, layer): Tensor[] => [
    { name: `blk.${layer}.attn_norm.weight`, shape: [width], type: 'f32', data: ones },
    { name: `blk.${layer}.ffn_norm.weight`, shape: [width], type: 'f32', data: ones },
    ...['attn_q', 'attn_k', 'attn_v', 'attn_output'].map((name): Tensor => {
      return { name: `blk.${layer}.${name}.weight`, shape: [width, width], type: 'f16' };
    }),
    { name: `blk.${layer}.ffn_gate.weight`, shape: [width, inner], type: 'f16' },
    { name: `blk.${layer}.ffn_up.weight`, shape: [width, inner], type: 'f16' },
    { name: `blk.${layer}.ffn_down.weight`, shape: [inner, width], type: 'f16' },
  ]);
  return [
    { name: 'token_embd.weight', shape: [width, tokens.length], type: 'f32', data: Buffer.from(embedding.buffer) },
    { name: 'output_norm.weight', shape: [width], type: 'f32', data: ones },
    { name: 'output.weight', shape: [width, tokens.length], type: 'f32', data: Buffer.from(output.buffer) },
    ...blocks.flat(),
  ];
}

/** Score of the token that follows, in each of the places in which a code agrees with itself. */
const pull = 0.12;

/**
 * Each token is a code of random signs. The row of the output that stands for a token holds the code of the token before
 * it, which agrees with that code alone. One place of the code tells numbers from all else, and what is no number pulls
 * towards 1.
 */
function weights(): { readonly embedding: Float32Array; readonly output: Float32Array } {
  const embedding = new Float32Array(tokens.length * width);
  const output = new Float32Array(tokens.length * width);
  let seed = 12_345;
  for (let place = 0; place < embedding.length; place += 1) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    embedding[place] = seed < 2 ** 31 ? -1 : 1;
  }
  for (let token = 0; token < tokens.length; token += 1) embedding[token * width] = token < firstNumber ? 1 : -1;
  for (let token = firstNumber; token < tokens.length; token += 1) {
    const next = token + 1 < tokens.length ? token + 1 : endOfTurn;
    for (let place = 1; place < width; place += 1) {
      output[next * width + place] = pull * embedding[token * width + place]!;
    }
  }
  output[firstNumber * width] = 20;
  return { embedding, output };
}
