import assert from 'node:assert/strict';
import { fillTemplate, looksMarked, snippetHeader } from '../../../../../src/engine/completion/prompt/fimTemplates';
import type { FimSnippet } from '../../../../../src/engine/model/request/request';
import { at } from '../fixtures';

const hole = at('def add(a, b):\n    █\n\nprint(add(1, 2))\n', { path: 'sum.py', languageId: 'python' });

/** The most useful first, as in the context: it stands nearest to the hole. */
const snippets: readonly FimSnippet[] = [
  { path: 'config.py', text: 'DEBUG = True\n' },
  { path: 'utils.py', text: 'def multiply(x, y):\n    return x * y\n' },
];

interface Format {
  readonly models: readonly string[];
  /** The file alone, written by hand from the published format. */
  readonly file: string;
  /** With the two snippets. */
  readonly among: string;
  readonly endsAt: string;
}

const formats: Readonly<Record<string, Format>> = {
  // https://github.com/QwenLM/Qwen2.5-Coder: "prompt = '<|fim_prefix|>' + prefix_code + '<|fim_suffix|>' + suffix_code +
  // '<|fim_middle|>'", and "Repository Level Code Infilling", whose example has a newline behind each path and each file
  'Qwen-Coder': {
    models: [
      'qwen2.5-coder:1.5b-base',
      'Qwen/Qwen2.5-Coder-32B-Instruct',
      'Qwen/Qwen3-Coder-30B-A3B-Instruct',
      'qwen3-coder:30b',
      'Qwen2.5-Coder-7B-Q8_0.gguf',
      'ggml-org/Qwen2.5-Coder-3B-Q8_0-GGUF:Q8_0',
      'qwen2.5-coder-7b-instruct',
    ],
    file: '<|fim_prefix|>def add(a, b):\n    <|fim_suffix|>\n\nprint(add(1, 2))\n<|fim_middle|>',
    among:
      '<|repo_name|>workspace\n' +
      '<|file_sep|>utils.py\ndef multiply(x, y):\n    return x * y\n\n' +
      '<|file_sep|>config.py\nDEBUG = True\n\n' +
      '<|file_sep|>sum.py\n<|fim_prefix|>def add(a, b):\n    <|fim_suffix|>\n\nprint(add(1, 2))\n<|fim_middle|>',
    endsAt: '<|endoftext|>',
  },
  // https://github.com/QwenLM/CodeQwen1.5, "Repository Level Code Completion": <reponame>, not <repo_name>
  CodeQwen: {
    models: ['codeqwen:7b-code', 'Qwen/CodeQwen1.5-7B', 'codeqwen-1_5-7b-q5_k_m.gguf'],
    file: '<fim_prefix>def add(a, b):\n    <fim_suffix>\n\nprint(add(1, 2))\n<fim_middle>',
    among:
      '<reponame>workspace\n' +
      '<file_sep>utils.py\ndef multiply(x, y):\n    return x * y\n\n' +
      '<file_sep>config.py\nDEBUG = True\n\n' +
      '<file_sep>sum.py\n<fim_prefix>def add(a, b):\n    <fim_suffix>\n\nprint(add(1, 2))\n<fim_middle>',
    endsAt: '<|endoftext|>',
  },
  // https://github.com/deepseek-ai/DeepSeek-Coder, "2) Code Insertion" and "4) Repository Level Code Completion": the path
  // as a comment above each file, two empty lines between files
  'DeepSeek-Coder': {
    models: [
      'deepseek-coder:6.7b-base',
      'deepseek-coder-v2:16b-lite-base-q4_0',
      'deepseek-ai/DeepSeek-Coder-V2-Lite-Base',
      'deepseek-coder-1.3b-base.Q4_K_M.gguf',
    ],
    file: '<\uff5cfim\u2581begin\uff5c>def add(a, b):\n    <\uff5cfim\u2581hole\uff5c>\n\nprint(add(1, 2))\n<\uff5cfim\u2581end\uff5c>',
    among:
      '<\uff5cfim\u2581begin\uff5c># utils.py\ndef multiply(x, y):\n    return x * y\n\n\n' +
      '# config.py\nDEBUG = True\n\n\n# sum.py\ndef add(a, b):\n    ' +
      '<\uff5cfim\u2581hole\uff5c>\n\nprint(add(1, 2))\n<\uff5cfim\u2581end\uff5c>',
    endsAt: '<\uff5cend\u2581of\u2581sentence\uff5c>',
  },
  // https://github.com/mistralai/mistral-common, tests/test_fim_tokenizer.py: "<s>[SUFFIX]return▁a▁+▁b[PREFIX]▁def▁f("; the
  // server adds <s>. "+++++ path" as in Continue's AutocompleteTemplate.ts
  Codestral: {
    models: ['codestral:22b', 'mistralai/Codestral-22B-v0.1', 'codestral-2508', 'Codestral-22B-v0.1-Q4_K_M.gguf'],
    file: '[SUFFIX]\n\nprint(add(1, 2))\n[PREFIX]def add(a, b):\n    ',
    among:
      '[SUFFIX]\n\nprint(add(1, 2))\n[PREFIX]+++++ utils.py\ndef multiply(x, y):\n    return x * y\n\n\n' +
      '+++++ config.py\nDEBUG = True\n\n\n+++++ sum.py\ndef add(a, b):\n    ',
    endsAt: '</s>',
  },
  // https://github.com/meta-llama/codellama, llama/generation.py: "<PRE> {prefix} <SUF>{suffix} <MID>"
  CodeLlama: {
    models: ['codellama:7b-code', 'codellama/CodeLlama-13b-hf', 'code-llama-7b', 'codellama-7b.Q4_K_M.gguf'],
    file: '<PRE> def add(a, b):\n     <SUF>\n\nprint(add(1, 2))\n <MID>',
    among:
      '<PRE> # Path: utils.py\n# def multiply(x, y):\n#     return x * y\n# Path: config.py\n# DEBUG = True\n' +
      '# Path: sum.py\ndef add(a, b):\n     <SUF>\n\nprint(add(1, 2))\n <MID>',
    endsAt: '<EOT>',
  },
  // CodeGemma technical report, arXiv 2406.11409, figures 2 and 4: the path and a newline before the first mark
  CodeGemma: {
    models: ['codegemma:2b', 'google/codegemma-7b', 'codegemma-2b.Q8_0.gguf'],
    file: 'sum.py\n<|fim_prefix|>def add(a, b):\n    <|fim_suffix|>\n\nprint(add(1, 2))\n<|fim_middle|>',
    among:
      'utils.py\ndef multiply(x, y):\n    return x * y\n<|file_separator|>config.py\nDEBUG = True\n<|file_separator|>' +
      'sum.py\n<|fim_prefix|>def add(a, b):\n    <|fim_suffix|>\n\nprint(add(1, 2))\n<|fim_middle|>',
    endsAt: '<|file_separator|>',
  },
  // https://www.ibm.com/granite/docs/use-cases/prompt-engineering
  'Granite 4': {
    models: ['granite4:tiny-h', 'ibm-granite/granite-4.0-h-small', 'granite-4.0-micro-Q4_K_M.gguf'],
    file: '<|fim_prefix|>def add(a, b):\n    <|fim_suffix|>\n\nprint(add(1, 2))\n<|fim_middle|>',
    among:
      '<|fim_prefix|># Path: utils.py\n# def multiply(x, y):\n#     return x * y\n# Path: config.py\n# DEBUG = True\n' +
      '# Path: sum.py\ndef add(a, b):\n    <|fim_suffix|>\n\nprint(add(1, 2))\n<|fim_middle|>',
    endsAt: '<|end_of_text|>',
  },
  // https://github.com/ibm-granite/granite-code-models: "employing the same tokenizer as StarCoder"
  'Granite Code': {
    models: ['granite-code:8b', 'ibm-granite/granite-8b-code-base-4k'],
    file: '<fim_prefix>def add(a, b):\n    <fim_suffix>\n\nprint(add(1, 2))\n<fim_middle>',
    among:
      '<fim_prefix># Path: utils.py\n# def multiply(x, y):\n#     return x * y\n# Path: config.py\n# DEBUG = True\n' +
      '# Path: sum.py\ndef add(a, b):\n    <fim_suffix>\n\nprint(add(1, 2))\n<fim_middle>',
    endsAt: '<|endoftext|>',
  },
  // Seed-Coder technical report, arXiv 2506.03524: "<[fim-suffix]>SUFFIX<[fim-prefix]>PREFIX<[fim-middle]>MIDDLE"
  'Seed-Coder': {
    models: ['seed-coder:8b', 'ByteDance-Seed/Seed-Coder-8B-Base'],
    file: '<[fim-suffix]>\n\nprint(add(1, 2))\n<[fim-prefix]>def add(a, b):\n    <[fim-middle]>',
    among:
      '<[fim-suffix]>\n\nprint(add(1, 2))\n<[fim-prefix]># Path: utils.py\n# def multiply(x, y):\n#     return x * y\n' +
      '# Path: config.py\n# DEBUG = True\n# Path: sum.py\ndef add(a, b):\n    <[fim-middle]>',
    endsAt: '<[end\u2581of\u2581sentence]>',
  },
  // https://huggingface.co/JetBrains/Mellum-4b-base, "Fill in the middle with additional files as context generation"; no
  // <reponame> there, though the tokenizer has it
  Mellum: {
    models: ['mellum:4b', 'JetBrains/Mellum-4b-base', 'mellum-4b-sft-python.Q8_0.gguf'],
    file: '<filename>sum.py\n<fim_suffix>\n\nprint(add(1, 2))\n<fim_prefix>def add(a, b):\n    <fim_middle>',
    among:
      '<filename>utils.py\ndef multiply(x, y):\n    return x * y\n<filename>config.py\nDEBUG = True\n' +
      '<filename>sum.py\n<fim_suffix>\n\nprint(add(1, 2))\n<fim_prefix>def add(a, b):\n    <fim_middle>',
    endsAt: '<|endoftext|>',
  },
  // https://github.com/THUDM/CodeGeeX4, guides/Infilling_guideline.md, "Contextual Completion" and "Cross File Infilling"
  CodeGeeX4: {
    models: ['codegeex4:9b', 'THUDM/codegeex4-all-9b'],
    file:
      '<|user|>\n###PATH:sum.py\n###LANGUAGE:Python\n###MODE:BLOCK\n<|code_suffix|>\n\nprint(add(1, 2))\n' +
      '<|code_prefix|>def add(a, b):\n    <|code_middle|><|assistant|>\n',
    among:
      '<|user|>\n###REFERENCE:\n###PATH:utils.py\ndef multiply(x, y):\n    return x * y\n' +
      '###REFERENCE:\n###PATH:config.py\nDEBUG = True\n' +
      '###PATH:sum.py\n###LANGUAGE:Python\n###MODE:BLOCK\n<|code_suffix|>\n\nprint(add(1, 2))\n' +
      '<|code_prefix|>def add(a, b):\n    <|code_middle|><|assistant|>\n',
    endsAt: '<|endoftext|>',
  },
  // https://huggingface.co/bigcode/santacoder: hyphens
  SantaCoder: {
    models: ['bigcode/santacoder'],
    file: '<fim-prefix>def add(a, b):\n    <fim-suffix>\n\nprint(add(1, 2))\n<fim-middle>',
    among:
      '<fim-prefix># Path: utils.py\n# def multiply(x, y):\n#     return x * y\n# Path: config.py\n# DEBUG = True\n' +
      '# Path: sum.py\ndef add(a, b):\n    <fim-suffix>\n\nprint(add(1, 2))\n<fim-middle>',
    endsAt: '<|endoftext|>',
  },
  // arXiv 2402.19173, section 5.1: "<repo_name>reponame<file_sep>filepath0\ncode0<file_sep><fim_prefix>filepath1\n
  // code1_pre<fim_suffix>code1_suf<fim_middle>code1_mid"
  StarCoder2: {
    models: ['starcoder2:3b', 'bigcode/starcoder2-15b', 'starcoder2-7b-Q5_K_M.gguf'],
    file: '<fim_prefix>def add(a, b):\n    <fim_suffix>\n\nprint(add(1, 2))\n<fim_middle>',
    among:
      '<repo_name>workspace<file_sep>utils.py\ndef multiply(x, y):\n    return x * y\n' +
      '<file_sep>config.py\nDEBUG = True\n' +
      '<file_sep><fim_prefix>sum.py\ndef add(a, b):\n    <fim_suffix>\n\nprint(add(1, 2))\n<fim_middle>',
    endsAt: '<file_sep>',
  },
  // https://huggingface.co/bigcode/starcoder, https://huggingface.co/smallcloudai/Refact-1_6B-fim,
  // https://huggingface.co/stabilityai/stable-code-3b: "<fim_prefix>…<fim_suffix>…<fim_middle>"
  StarCoder: {
    models: ['starcoder:1b', 'bigcode/starcoderbase-3b', 'stable-code:3b', 'smallcloudai/Refact-1_6B-fim'],
    file: '<fim_prefix>def add(a, b):\n    <fim_suffix>\n\nprint(add(1, 2))\n<fim_middle>',
    among:
      '<fim_prefix># Path: utils.py\n# def multiply(x, y):\n#     return x * y\n# Path: config.py\n# DEBUG = True\n' +
      '# Path: sum.py\ndef add(a, b):\n    <fim_suffix>\n\nprint(add(1, 2))\n<fim_middle>',
    endsAt: '<|endoftext|>',
  },
};

describe('fillTemplate', () => {
  for (const [family, { models, file, among, endsAt }] of Object.entries(formats)) {
    const [model = ''] = models;

    it(`is byte for byte the format of ${family}, for one file`, () => {
      for (const name of models) assert.equal(fillTemplate(name, hole, [])?.prompt, file, name);
    });

    it(`is byte for byte the format of ${family}, with other files`, () => {
      for (const name of models) assert.equal(fillTemplate(name, hole, snippets)?.prompt, among, name);
    });

    it(`of ${family} has an empty prefix or suffix in its place`, () => {
      const prefix = 'def add(a, b):\n    ';
      const suffix = '\n\nprint(add(1, 2))\n';
      assert.equal(fillTemplate(model, { ...hole, prefix: '' }, [])?.prompt, file.replace(prefix, ''));
      assert.equal(fillTemplate(model, { ...hole, suffix: '' }, [])?.prompt, file.replace(suffix, ''));
    });

    it(`of ${family} leaves the bytes of the file alone`, () => {
      const odd = { prefix: 's = "é日🙂$&\\n"\r\n\t', suffix: '\r\n# $1 ñ\r\n' };
      const expected = file
        .split('def add(a, b):\n    ')
        .join(odd.prefix)
        .split('\n\nprint(add(1, 2))\n')
        .join(odd.suffix);
      assert.equal(fillTemplate(model, { ...hole, ...odd }, [])?.prompt, expected);
    });

    it(`of ${family} stops at its end, among the first four, and at each of its marks`, () => {
      const stop = fillTemplate(model, hole, snippets)?.stop ?? [];
      assert.ok(stop.slice(0, 4).includes(endsAt), stop.join(' '));
      const marks = among.match(/<[^<>\n ]+>|\[[A-Z]+\]/g) ?? [];
      assert.ok(marks.length >= 2);
      for (const mark of marks) assert.ok(stop.includes(mark), mark);
    });

    it(`of ${family} is undefined where the file has one of its marks, and leaves out snippets that have`, () => {
      const [mark = ''] = among.match(/<[^<>\n ]+>|\[[A-Z]+\]/) ?? [];
      for (const place of ['prefix', 'suffix', 'path'] as const) {
        const marked = { ...hole, [place]: `${hole[place]}"${mark}"` };
        assert.equal(fillTemplate(model, marked, []), undefined, place);
        assert.equal(looksMarked(model, marked), true);
      }
      const bad = { path: 'bad.py', text: `mark = "${mark}"\n` };
      assert.equal(fillTemplate(model, hole, [bad, ...snippets])?.prompt, among);
      assert.equal(snippetHeader(model, hole, [bad]), '');
    });
  }

  for (const model of [
    ...['gpt-5.4', 'claude-haiku-5-5', 'llama3.2:3b', 'qwen3:8b', 'deepseek-chat', 'gemma3:4b', 'mistral-small'],
    // Models of a family that cannot fill in, according to its documents.
    ...['codellama:34b', 'codellama:7b-python', 'codellama/CodeLlama-70b-hf', 'google/codegemma-7b-it'],
    ...['codegemma:7b-instruct', 'mamba-codestral-7B-v0.1', 'codestral-mamba', 'starcoder2:15b-instruct'],
    ...['ByteDance-Seed/Seed-Coder-8B-Instruct', 'ByteDance-Seed/Seed-Coder-8B-Reasoning'],
  ]) {
    it(`is undefined for ${model}, which has no such tokens or is not known`, () => {
      assert.equal(fillTemplate(model, hole, snippets), undefined);
      assert.equal(looksMarked(model, { ...hole, prefix: '<fim_prefix><|fim_prefix|>' }), false);
    });
  }
});

describe('snippetHeader', () => {
  const inLanguage = (languageId: string, text = 'one\n\n  two\n'): string =>
    snippetHeader('unheard-of', { ...hole, path: 'here', languageId }, [{ path: 'there', text }]);

  it('has comments of the language, the most useful nearest to the hole', () => {
    assert.equal(
      snippetHeader('unheard-of', { ...hole, path: 'a.ts', languageId: 'typescript' }, [
        { path: 'b.ts', text: 'near\r\nby' },
        { path: 'c.ts', text: 'far' },
      ]),
      '// Path: c.ts\n// far\n// Path: b.ts\n// near\n// by\n// Path: a.ts\n',
    );
    assert.equal(inLanguage('lua'), '-- Path: there\n-- one\n--\n--   two\n-- Path: here\n');
    assert.equal(inLanguage('html'), '<!--\nPath: there\none\n\n  two\n-->\n<!--\nPath: here\n-->\n');
  });

  it('is empty where the language has no comments, or a snippet would end the comment', () => {
    assert.equal(inLanguage('json'), '');
    assert.equal(inLanguage('css', 'a {} /* b */'), '');
    assert.equal(snippetHeader('unheard-of', hole, []), '');
  });

  it('has the family’s own form where it exists', () => {
    assert.equal(
      snippetHeader('codestral-2508', hole, snippets),
      '+++++ utils.py\ndef multiply(x, y):\n    return x * y\n\n\n+++++ config.py\nDEBUG = True\n\n\n+++++ sum.py\n',
    );
  });
});
