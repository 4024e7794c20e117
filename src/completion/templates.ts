import type { Hole } from './hole';

/** A raw prompt in the tokens of a model family, with the texts at which it must stop. */
export interface FilledTemplate {
  readonly prompt: string;
  readonly stop: readonly string[];
}

interface Family {
  readonly name: string;
  readonly pattern: RegExp;
  readonly fill: (hole: Hole) => string;
  readonly stop: readonly string[];
}

type Marks = readonly [prefix: string, suffix: string, middle: string];

/** Prefix, suffix, middle: the order in which most families were trained. */
function psm([prefixMark, suffixMark, middleMark]: Marks): Family['fill'] {
  return ({ prefix, suffix }) => `${prefixMark}${prefix}${suffixMark}${suffix}${middleMark}`;
}

const bars: Marks = ['<|fim_prefix|>', '<|fim_suffix|>', '<|fim_middle|>'];
const plain: Marks = ['<fim_prefix>', '<fim_suffix>', '<fim_middle>'];

/** The first family whose pattern fits the model's name counts. Sources: each family's model card or paper. */
const families: readonly Family[] = [
  // https://github.com/QwenLM/Qwen3-Coder (Qwen2.5-Coder technical report, arXiv 2409.12186)
  {
    name: 'Qwen-Coder',
    pattern: /qwen.*coder/,
    fill: psm(bars),
    stop: [
      '<|endoftext|>',
      '<|fim_prefix|>',
      '<|fim_suffix|>',
      '<|fim_middle|>',
      '<|fim_pad|>',
      '<|repo_name|>',
      '<|file_sep|>',
      '<|im_end|>',
    ],
  },
  // https://github.com/deepseek-ai/DeepSeek-Coder, full-width bars and a lower block as in its tokenizer
  {
    name: 'DeepSeek-Coder',
    pattern: /deepseek.*coder/,
    fill: psm(['<｜fim▁begin｜>', '<｜fim▁hole｜>', '<｜fim▁end｜>']),
    stop: ['<｜fim▁begin｜>', '<｜fim▁hole｜>', '<｜fim▁end｜>', '<｜end▁of▁sentence｜>'],
  },
  // https://huggingface.co/mistralai/Codestral-22B-v0.1, suffix first as in mistral-common
  {
    name: 'Codestral',
    pattern: /codestral|devstral/,
    fill: ({ prefix, suffix }) => `[SUFFIX]${suffix}[PREFIX]${prefix}`,
    stop: ['[PREFIX]', '[SUFFIX]', '[MIDDLE]', '</s>'],
  },
  // https://huggingface.co/codellama/CodeLlama-7b-hf: the spaces belong to the format
  {
    name: 'CodeLlama',
    pattern: /code-?llama/,
    fill: ({ prefix, suffix }) => `<PRE> ${prefix} <SUF>${suffix} <MID>`,
    stop: ['<EOT>', '<PRE>', '<SUF>', '<MID>', '</s>'],
  },
  // https://huggingface.co/google/codegemma-2b
  {
    name: 'CodeGemma',
    pattern: /codegemma/,
    fill: psm(bars),
    stop: ['<|file_separator|>', '<|fim_prefix|>', '<|fim_suffix|>', '<|fim_middle|>', '<end_of_turn>', '<eos>'],
  },
  // https://huggingface.co/ibm-granite/granite-4.0-h-small: same marks as Qwen-Coder
  {
    name: 'Granite 4',
    pattern: /granite-?4/,
    fill: psm(bars),
    stop: ['<|end_of_text|>', '<|fim_prefix|>', '<|fim_suffix|>', '<|fim_middle|>'],
  },
  // https://huggingface.co/ibm-granite/granite-8b-code-base-4k
  { name: 'Granite Code', pattern: /granite.*code/, fill: psm(plain), stop: ['<|endoftext|>', ...plain] },
  // https://huggingface.co/ByteDance-Seed/Seed-Coder-8B-Base: suffix, prefix, middle
  {
    name: 'Seed-Coder',
    pattern: /seed-?coder/,
    fill: ({ prefix, suffix }) => `<[fim-suffix]>${suffix}<[fim-prefix]>${prefix}<[fim-middle]>`,
    stop: ['<[end▁of▁sentence]>', '<[fim-prefix]>', '<[fim-suffix]>', '<[fim-middle]>'],
  },
  // https://huggingface.co/JetBrains/Mellum-4b-base: suffix, prefix, middle
  {
    name: 'Mellum',
    pattern: /mellum/,
    fill: ({ path, prefix, suffix }) => `<filename>${path}\n<fim_suffix>${suffix}<fim_prefix>${prefix}<fim_middle>`,
    stop: ['<|endoftext|>', '<filename>', ...plain],
  },
  // https://huggingface.co/bigcode/santacoder: hyphens, unlike its successors
  {
    name: 'SantaCoder',
    pattern: /santacoder/,
    fill: psm(['<fim-prefix>', '<fim-suffix>', '<fim-middle>']),
    stop: ['<|endoftext|>', '<fim-prefix>', '<fim-suffix>', '<fim-middle>'],
  },
  // https://huggingface.co/bigcode/starcoder2-7b, and https://github.com/QwenLM/CodeQwen1.5 with the same marks
  {
    name: 'StarCoder',
    pattern: /starcoder|stable-?code|refact|codeqwen/,
    fill: psm(plain),
    stop: ['<|endoftext|>', '<file_sep>', '<repo_name>', ...plain],
  },
];

/** The hole in the model family's own tokens; undefined when the family is not known. */
export function fillTemplate(model: string, hole: Hole): FilledTemplate | undefined {
  const family = families.find(({ pattern }) => pattern.test(model.toLowerCase()));
  return family && { prompt: family.fill(hole), stop: family.stop };
}
