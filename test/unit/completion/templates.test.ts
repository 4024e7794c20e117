import assert from 'node:assert/strict';
import { fillTemplate } from '../../../src/completion/templates';
import { at } from './fixtures';

const hole = at('def add(a, b):\n    █\n\nprint(add(1, 2))\n', { path: 'sum.py', languageId: 'python' });
const p = 'def add(a, b):\n    ';
const s = '\n\nprint(add(1, 2))\n';

const formats: readonly [models: readonly string[], prompt: string, endsWith: string][] = [
  [
    // https://github.com/QwenLM/Qwen2.5-Coder#3-file-level-code-completion-fill-in-the-middle
    ['qwen2.5-coder:1.5b', 'Qwen/Qwen2.5-Coder-32B', 'qwen3-coder:30b'],
    `<|fim_prefix|>${p}<|fim_suffix|>${s}<|fim_middle|>`,
    '<|endoftext|>',
  ],
  [
    // https://github.com/deepseek-ai/DeepSeek-Coder#2-code-insertion
    ['deepseek-coder:6.7b-base', 'deepseek-ai/DeepSeek-Coder-V2-Lite-Base'],
    `<\uff5cfim\u2581begin\uff5c>${p}<\uff5cfim\u2581hole\uff5c>${s}<\uff5cfim\u2581end\uff5c>`,
    '<\uff5cend\u2581of\u2581sentence\uff5c>',
  ],
  [
    // https://github.com/mistralai/mistral-common, InstructTokenizerV2.encode_fim: suffix before prefix, no middle
    ['codestral:22b', 'mistralai/Codestral-22B-v0.1'],
    `[SUFFIX]${s}[PREFIX]${p}`,
    '</s>',
  ],
  [
    // https://docs.litellm.ai/docs/tutorials/huggingface_codellama
    ['codellama:7b-code', 'codellama/CodeLlama-13b-hf'],
    `<PRE> ${p} <SUF>${s} <MID>`,
    '<EOT>',
  ],
  [
    // https://ai.google.dev/gemma/docs/codegemma/prompt-structure
    ['codegemma:2b', 'google/codegemma-7b'],
    `<|fim_prefix|>${p}<|fim_suffix|>${s}<|fim_middle|>`,
    '<|file_separator|>',
  ],
  [
    // https://www.ibm.com/granite/docs/use-cases/prompt-engineering
    ['granite4:tiny-h', 'ibm-granite/granite-4.0-h-small'],
    `<|fim_prefix|>${p}<|fim_suffix|>${s}<|fim_middle|>`,
    '<|end_of_text|>',
  ],
  [
    // https://huggingface.co/ibm-granite/granite-8b-code-base-4k, with the tokens of StarCoder
    ['granite-code:8b', 'ibm-granite/granite-8b-code-base-4k'],
    `<fim_prefix>${p}<fim_suffix>${s}<fim_middle>`,
    '<|endoftext|>',
  ],
  [
    // Seed-Coder technical report: "<[fim-suffix]>SUFFIX<[fim-prefix]>PREFIX<[fim-middle]>MIDDLE"
    ['seed-coder:8b', 'ByteDance-Seed/Seed-Coder-8B-Base'],
    `<[fim-suffix]>${s}<[fim-prefix]>${p}<[fim-middle]>`,
    '<[end\u2581of\u2581sentence]>',
  ],
  [
    // https://huggingface.co/JetBrains/Mellum-4b-base, arXiv 2510.05788: suffix, prefix, middle
    ['mellum:4b', 'JetBrains/Mellum-4b-base'],
    `<filename>sum.py\n<fim_suffix>${s}<fim_prefix>${p}<fim_middle>`,
    '<|endoftext|>',
  ],
  [
    // https://huggingface.co/bigcode/starcoder/discussions/31, https://huggingface.co/smallcloudai/Refact-1_6-base,
    // https://huggingface.co/stabilityai/stable-code-3b, https://github.com/QwenLM/CodeQwen1.5
    ['starcoder2:3b', 'bigcode/starcoder', 'stable-code:3b', 'smallcloudai/Refact-1_6B-fim', 'codeqwen:7b-code'],
    `<fim_prefix>${p}<fim_suffix>${s}<fim_middle>`,
    '<|endoftext|>',
  ],
  [
    // https://huggingface.co/bigcode/santacoder/discussions/10: hyphens
    ['bigcode/santacoder'],
    `<fim-prefix>${p}<fim-suffix>${s}<fim-middle>`,
    '<|endoftext|>',
  ],
];

describe('a fill-in-the-middle prompt', () => {
  for (const [models, prompt, end] of formats) {
    for (const model of models) {
      it(`is as ${model} was trained`, () => {
        const filled = fillTemplate(model, hole);
        assert.equal(filled?.prompt, prompt);
        assert.ok(filled.stop.includes(end));
      });
    }
  }

  it('stops at every mark that it is made of', () => {
    for (const [[model = ''], prompt] of formats) {
      const marks = prompt
        .replace(p, '')
        .replace(s, '')
        .replace('sum.py\n', '')
        .match(/<[^<>]+>|\[[A-Z]+\]/g);
      assert.ok(marks && marks.length >= 2);
      for (const mark of marks) assert.ok(fillTemplate(model, hole)?.stop.includes(mark), `${model} ${mark}`);
    }
  });

  for (const model of ['gpt-5.4', 'claude-haiku-5-5', 'llama3.2:3b', 'qwen3:8b', 'deepseek-chat', 'gemma3:4b']) {
    it(`is not made for ${model}, which has no such tokens or is not known`, () => {
      assert.equal(fillTemplate(model, hole), undefined);
    });
  }
});
