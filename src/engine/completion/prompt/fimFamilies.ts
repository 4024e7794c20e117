import type { FimSnippet } from '../../model/request/request';
import { withFinalNewline, toComment } from './commentLines';
import type { CursorContext } from '../api/cursorContext';

/** A family of models, with the format it was trained on to fill in the middle. */
export interface FimFamily {
  readonly name: string;
  /** Matches the names of its models in lower case, as used by Ollama, Hugging Face, GGUF files and vendors. */
  readonly pattern: RegExp;
  /** The hole alone. */
  readonly fill: (hole: CursorContext) => string;
  /** The hole with pieces of other files, for families with marks for them. */
  readonly fillAmong?: (hole: CursorContext, snippets: readonly FimSnippet[]) => string;
  /** Text before the prefix with pieces of other files, for families with a format but without marks for them. */
  readonly header?: (hole: CursorContext, snippets: readonly FimSnippet[]) => string;
  /** Special tokens of the family. The most likely ends of a completion come first, since some hosts take only four. */
  readonly marks: readonly string[];
}

type Marks = readonly [prefix: string, suffix: string, middle: string];

const bars: Marks = ['<|fim_prefix|>', '<|fim_suffix|>', '<|fim_middle|>'];
const plain: Marks = ['<fim_prefix>', '<fim_suffix>', '<fim_middle>'];
const hyphens: Marks = ['<fim-prefix>', '<fim-suffix>', '<fim-middle>'];
/** Full-width bars, and a lower block as in its tokenizer. */
const deepSeek: Marks = ['<｜fim▁begin｜>', '<｜fim▁hole｜>', '<｜fim▁end｜>'];
const seed: Marks = ['<[fim-prefix]>', '<[fim-suffix]>', '<[fim-middle]>'];

/** Prefix, suffix, middle: the order in which most families were trained. */
function psm([prefixMark, suffixMark, middleMark]: Marks): FimFamily['fill'] {
  return ({ prefix, suffix }) => `${prefixMark}${prefix}${suffixMark}${suffix}${middleMark}`;
}

/** Suffix, prefix, middle. */
function spm([prefixMark, suffixMark, middleMark]: Marks): FimFamily['fill'] {
  return ({ prefix, suffix }) => `${suffixMark}${suffix}${prefixMark}${prefix}${middleMark}`;
}

/** Stands for the name of the repository, which does not help a completion. */
const repository = 'workspace';

function snippetTexts(snippets: readonly FimSnippet[], write: (snippet: FimSnippet) => string): string {
  return snippets.map(write).join('');
}

/** Names of languages as CodeGeeX spells them. Its guide asks for an empty name where the spelling is not sure. */
const codeGeeXLanguages: Readonly<Record<string, string>> = {
  c: 'C',
  cpp: 'C++',
  csharp: 'C#',
  go: 'Go',
  html: 'HTML',
  java: 'Java',
  javascript: 'JavaScript',
  kotlin: 'Kotlin',
  php: 'PHP',
  python: 'Python',
  ruby: 'Ruby',
  rust: 'Rust',
  swift: 'Swift',
  typescript: 'TypeScript',
};

function codeGeeX({ path, languageId, prefix, suffix }: CursorContext, references = ''): string {
  const language = codeGeeXLanguages[languageId] ?? '';
  const head = `<|user|>\n${references}###PATH:${path}\n###LANGUAGE:${language}\n###MODE:BLOCK\n`;
  return `${head}<|code_suffix|>${suffix}<|code_prefix|>${prefix}<|code_middle|><|assistant|>\n`;
}

/** The first family with a matching pattern counts. The source of each format is given above the family. */
export const fimFamilies: readonly FimFamily[] = [
  // https://github.com/QwenLM/Qwen2.5-Coder (file and repository level), https://github.com/QwenLM/Qwen3-Coder
  {
    name: 'Qwen-Coder',
    pattern: /qwen.*coder/,
    fill: psm(bars),
    fillAmong: (hole, snippets) =>
      `<|repo_name|>${repository}\n` +
      snippetTexts(snippets, ({ path, text }) => `<|file_sep|>${path}\n${text}\n`) +
      `<|file_sep|>${hole.path}\n${psm(bars)(hole)}`,
    marks: ['<|endoftext|>', '<|file_sep|>', '<|fim_pad|>', '<|im_end|>', ...bars, '<|repo_name|>', '<|im_start|>'],
  },
  // https://github.com/QwenLM/CodeQwen1.5
  {
    name: 'CodeQwen',
    pattern: /codeqwen/,
    fill: psm(plain),
    fillAmong: (hole, snippets) =>
      `<reponame>${repository}\n` +
      snippetTexts(snippets, ({ path, text }) => `<file_sep>${path}\n${text}\n`) +
      `<file_sep>${hole.path}\n${psm(plain)(hole)}`,
    marks: ['<|endoftext|>', '<file_sep>', '<fim_pad>', '<|im_end|>', ...plain, '<reponame>', '<|im_start|>'],
  },
  // https://github.com/deepseek-ai/DeepSeek-Coder, sections "Code Insertion" and "Repository Level Code Completion";
  // https://github.com/deepseek-ai/DeepSeek-Coder-V2
  {
    name: 'DeepSeek-Coder',
    pattern: /deepseek.*coder/,
    fill: psm(deepSeek),
    header: ({ path, languageId }, snippets) =>
      snippetTexts(
        snippets,
        (snippet) => `${toComment(languageId, snippet.path) ?? ''}${withFinalNewline(snippet.text)}\n\n`,
      ) + (toComment(languageId, path) ?? ''),
    marks: ['<｜end▁of▁sentence｜>', '<|EOT|>', ...deepSeek, '<｜begin▁of▁sentence｜>'],
  },
  // https://github.com/mistralai/mistral-common, `tests/test_fim_tokenizer.py`; the Mamba model cannot. Other files as in
  // https://github.com/continuedev/continue, `core/autocomplete/templating/AutocompleteTemplate.ts`
  {
    name: 'Codestral',
    pattern: /(?<!mamba-)codestral(?!-mamba)/,
    fill: ({ prefix, suffix }) => `[SUFFIX]${suffix}[PREFIX]${prefix}`,
    header: (hole, snippets) =>
      snippetTexts(snippets, ({ path, text }) => `+++++ ${path}\n${text}\n\n`) + `+++++ ${hole.path}\n`,
    marks: ['</s>', '[SUFFIX]', '[PREFIX]', '[MIDDLE]', '[INST]', '[/INST]', '<s>'],
  },
  // https://github.com/meta-llama/codellama: the spaces belong to the format; only 7B and 13B, and not for Python, can
  {
    name: 'CodeLlama',
    pattern: /^(?!.*(?:python|34b|70b)).*code-?llama/,
    fill: ({ prefix, suffix }) => `<PRE> ${prefix} <SUF>${suffix} <MID>`,
    marks: ['<EOT>', '</s>', '<PRE>', '<SUF>', '<MID>'],
  },
  // CodeGemma technical report, arXiv 2406.11409, figures 2 and 4; the instruction-tuned models cannot
  {
    name: 'CodeGemma',
    pattern: /^(?!.*(?:-it\b|instruct)).*codegemma/,
    fill: (hole) => `${hole.path}\n${psm(bars)(hole)}`,
    fillAmong: (hole, snippets) =>
      snippetTexts(snippets, ({ path, text }) => `${path}\n${withFinalNewline(text)}<|file_separator|>`) +
      `${hole.path}\n${psm(bars)(hole)}`,
    marks: ['<|file_separator|>', '<eos>', '<end_of_turn>', ...bars],
  },
  // https://www.ibm.com/granite/docs/use-cases/prompt-engineering
  {
    name: 'Granite 4',
    pattern: /granite-?4/,
    fill: psm(bars),
    marks: ['<|end_of_text|>', ...bars, '<|fim_pad|>', '<|start_of_role|>'],
  },
  // https://github.com/ibm-granite/granite-code-models and arXiv 2405.04324: the tokenizer of StarCoder
  {
    name: 'Granite Code',
    pattern: /granite.*code/,
    fill: psm(plain),
    marks: ['<|endoftext|>', ...plain, '<fim_pad>', '<filename>', '<reponame>'],
  },
  // Seed-Coder technical report, arXiv 2506.03524; only the base model was trained so
  {
    name: 'Seed-Coder',
    pattern: /^(?!.*(?:instruct|reasoning)).*seed-?coder/,
    fill: spm(seed),
    marks: ['<[end▁of▁sentence]>', ...seed],
  },
  // https://huggingface.co/JetBrains/Mellum-4b-base, "Fill in the middle with additional files as context"
  {
    name: 'Mellum',
    pattern: /mellum/,
    fill: (hole) => `<filename>${hole.path}\n${spm(plain)(hole)}`,
    fillAmong: (hole, snippets) =>
      snippetTexts(snippets, ({ path, text }) => `<filename>${path}\n${withFinalNewline(text)}`) +
      `<filename>${hole.path}\n${spm(plain)(hole)}`,
    marks: ['<|endoftext|>', '<filename>', ...plain, '<reponame>'],
  },
  // https://github.com/THUDM/CodeGeeX4, `guides/Infilling_guideline.md`
  {
    name: 'CodeGeeX4',
    pattern: /codegeex-?4/,
    fill: (hole) => codeGeeX(hole),
    fillAmong: (hole, snippets) =>
      codeGeeX(
        hole,
        snippetTexts(snippets, ({ path, text }) => `###REFERENCE:\n###PATH:${path}\n${withFinalNewline(text)}`),
      ),
    marks: [
      ...['<|user|>', '<|endoftext|>', '<|observation|>', '<|assistant|>'],
      ...['<|code_suffix|>', '<|code_prefix|>', '<|code_middle|>', '<|system|>'],
    ],
  },
  // https://huggingface.co/bigcode/santacoder: hyphens, unlike its successors
  { name: 'SantaCoder', pattern: /santacoder/, fill: psm(hyphens), marks: ['<|endoftext|>', ...hyphens] },
  // StarCoder 2 and The Stack v2, arXiv 2402.19173, section 5.1: the path follows the first mark. The instruction-tuned
  // model does not support the format.
  {
    name: 'StarCoder2',
    pattern: /^(?!.*instruct).*starcoder-?2/,
    fill: psm(plain),
    fillAmong: (hole, snippets) =>
      `<repo_name>${repository}` +
      snippetTexts(snippets, ({ path, text }) => `<file_sep>${path}\n${text}`) +
      `<file_sep>${psm(plain)({ ...hole, prefix: `${hole.path}\n${hole.prefix}` })}`,
    marks: ['<|endoftext|>', '<file_sep>', ...plain, '<repo_name>', '<fim_pad>'],
  },
  // https://huggingface.co/bigcode/starcoder, https://huggingface.co/stabilityai/stable-code-3b,
  // https://huggingface.co/smallcloudai/Refact-1_6B-fim
  {
    name: 'StarCoder',
    pattern: /starcoder(?!.*instruct)|stable-?code|refact-1/,
    fill: psm(plain),
    marks: ['<|endoftext|>', '<filename>', ...plain, '<file_sep>', '<reponame>', '<fim_pad>'],
  },
];
