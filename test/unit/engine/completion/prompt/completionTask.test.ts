import assert from 'node:assert/strict';
import { callProvider } from '../../../../../src/engine/failover/request/attempt/callProvider';
import { completionTask } from '../../../../../src/engine/completion/prompt/completionTask';
import type { CursorContext } from '../../../../../src/engine/completion/api/cursorContext';
import { languageFactsOf } from '../../../../../src/engine/completion/syntax/languages/languages';
import {
  noCompletionContext,
  type CompletionContext,
} from '../../../../../src/engine/completion/api/completionContext';
import type { Failure } from '../../../../../src/engine/model/failure/failure';
import type { FimSupport, Provider } from '../../../../../src/engine/model/provider/provider';
import type { ChatRequest, FimRequest } from '../../../../../src/engine/model/request/request';
import type { StreamEvent } from '../../../../../src/engine/model/stream/stream';
import { collect, route, type RouteOptions } from '../../failover/fixtures';
import { at } from '../fixtures';
import { clearance, surroundingsOf } from '../../privacy/released';

const hole = at('const sum = (a, b) => █;\n');
const surroundings = surroundingsOf(
  [
    { path: 'src/near.ts', text: 'export const near = 1;\n' },
    { path: 'src/far.ts', text: 'export const far = 2;' },
  ],
  "line 1: Cannot find name 'c'",
);
const call = { signal: new AbortController().signal };
const answer: readonly StreamEvent[] = [
  { type: 'text', text: 'a + b' },
  { type: 'done', reason: 'stop' },
];

type Asked = { readonly fim: FimRequest } | { readonly chat: ChatRequest };

async function open(
  support: FimSupport | Failure,
  options: RouteOptions,
  around: CompletionContext,
  at: CursorContext,
): Promise<{ readonly asked: Asked[]; readonly events: StreamEvent[] }> {
  const asked: Asked[] = [];
  async function* reply(request: Asked): AsyncGenerator<StreamEvent> {
    asked.push(request);
    yield* answer;
  }
  const provider: Provider = {
    id: 'alpha',
    type: 'openai-compatible',
    fimSupport: () => Promise.resolve(support),
    fim: (_model, request) => reply({ fim: request }),
    chat: (_model, request) => reply({ chat: request }),
    listModels: () => Promise.resolve({ ok: true, models: [] }),
  };
  const alpha = route('alpha', options);
  const task = completionTask(at, around, clearance);
  const events = await collect(callProvider(provider, alpha, call, (known) => task.requestFor(alpha, known)));
  return { asked, events };
}

async function fimOf(
  support: FimSupport,
  options: RouteOptions,
  around = noCompletionContext,
  where = hole,
): Promise<FimRequest> {
  const { asked, events } = await open(support, options, around, where);
  assert.deepEqual(events, answer);
  const [request] = asked;
  assert.ok(request && 'fim' in request, JSON.stringify(asked));
  return request.fim;
}

async function chatOf(
  support: FimSupport,
  options: RouteOptions,
  around = noCompletionContext,
  where = hole,
): Promise<{ readonly request: ChatRequest; readonly texts: string[] }> {
  const { asked, events } = await open(support, options, around, where);
  assert.deepEqual(events, answer);
  const [request] = asked;
  assert.ok(request && 'chat' in request, JSON.stringify(asked));
  const [message, ...others] = request.chat.messages;
  assert.equal(message?.role, 'user');
  assert.deepEqual(others, []);
  return { request: request.chat, texts: message.parts.map((part) => (part.type === 'text' ? part.text : '')) };
}

describe('a completion task', () => {
  it('gives prefix, suffix and snippets apart to a host that knows the tokens of its model', async () => {
    assert.deepEqual(await fimOf('native', { model: 'unheard-of' }, surroundings), {
      prefix: 'const sum = (a, b) => ',
      suffix: ';\n',
      path: 'src/sum.ts',
      languageId: 'typescript',
      snippets: [
        { path: 'src/far.ts', text: 'export const far = 2;' },
        { path: 'src/near.ts', text: 'export const near = 1;\n' },
      ],
      header:
        '// Path: src/far.ts\n// export const far = 2;\n' +
        '// Path: src/near.ts\n// export const near = 1;\n// Path: src/sum.ts\n',
      maxOutputTokens: 128,
      temperature: 0,
      stop: [],
    });
  });

  it('gives the prompt of the model family to a host that takes it raw', async () => {
    const { template } = await fimOf('template', { model: 'qwen2.5-coder:7b' }, surroundings);
    assert.equal(
      template?.prompt,
      '<|repo_name|>workspace\n<|file_sep|>src/far.ts\nexport const far = 2;\n' +
        '<|file_sep|>src/near.ts\nexport const near = 1;\n\n' +
        '<|file_sep|>src/sum.ts\n<|fim_prefix|>const sum = (a, b) => <|fim_suffix|>;\n<|fim_middle|>',
    );
  });

  it('tells the cells above as the beginning of the file, and nothing that only the editor needs', async () => {
    const cell: CursorContext = {
      ...at('total = █', { path: 'sums.ipynb', languageId: 'python' }),
      above: 'import sums\n\n',
      language: languageFactsOf('python'),
      indentation: { insertSpaces: true, size: 7 },
    };
    const request = await fimOf('native', { model: 'unheard-of' }, noCompletionContext, cell);
    assert.equal(request.prefix, 'import sums\n\ntotal = ');
    const { texts } = await chatOf('none', {}, noCompletionContext, cell);
    assert.match(texts.join(''), /import sums\n\ntotal = \{\{FILL_HERE\}\}/);
    assert.doesNotMatch(JSON.stringify([request, texts]), /insertSpaces|autoClosingPairs|above/);
  });

  const marked = at('const mark = "<|fim_suffix|>";\nconst sum = █;\n');

  it('asks in words where a server would take text of the file for marks of its model', async () => {
    const model = 'qwen2.5-coder:7b';
    const intoTemplate = { putsTextIntoTemplate: true };
    for (const [support, server] of [
      ['template', {}],
      ['template', intoTemplate],
      ['native', intoTemplate],
    ] as const) {
      const { texts } = await chatOf(support, { model, server }, noCompletionContext, marked);
      assert.match(texts.join(''), /"<\|fim_suffix\|>"/);
    }
    // llama.cpp and the vendors keep text and marks apart.
    assert.equal((await fimOf('native', { model, server: {} }, noCompletionContext, marked)).suffix, ';\n');
  });

  for (const [support, model] of [
    ['none', 'qwen2.5-coder:7b'],
    ['template', 'unheard-of'],
  ] as const) {
    it(`asks a model in words when the host has ${support} and the model is ${model}`, async () => {
      const { request, texts } = await chatOf(support, { model });
      assert.deepEqual(texts, [
        '<FILE path="src/sum.ts" language="typescript">\nconst sum = (a, b) => {{FILL_HERE}};\n</FILE>\n\n' +
          'What belongs at {{FILL_HERE}}? Answer between <COMPLETION> and </COMPLETION>.',
      ]);
      assert.match(request.system ?? '', /\{\{FILL_HERE\}\}.*<COMPLETION> and <\/COMPLETION>/s);
      assert.deepEqual([request.stop, request.maxOutputTokens], [['</COMPLETION>'], 160]);
    });
  }

  it('tells a model in words of other files first, in a part of its own, and of problems last', async () => {
    const { texts } = await chatOf('none', {}, surroundings);
    assert.deepEqual(texts, [
      'Parts of other files:\n\n<FILE path="src/far.ts">\nexport const far = 2;\n</FILE>\n\n' +
        '<FILE path="src/near.ts">\nexport const near = 1;\n</FILE>',
      '<FILE path="src/sum.ts" language="typescript">\nconst sum = (a, b) => {{FILL_HERE}};\n</FILE>\n\n' +
        "The editor reports near the mark:\n- line 1: Cannot find name 'c'\n\n" +
        'What belongs at {{FILL_HERE}}? Answer between <COMPLETION> and </COMPLETION>.',
    ]);
  });

  it('marks the cursor otherwise in a file that has the mark in its text', async () => {
    const { request, texts } = await chatOf('none', {}, noCompletionContext, at('const mark = "{{FILL_HERE}}";\n█\n'));
    assert.match(texts.join(''), /^.*\nconst mark = "\{\{FILL_HERE\}\}";\n\{\{FILL_HERE_2\}\}\n/);
    assert.match(request.system ?? '', /\{\{FILL_HERE_2\}\} marks the cursor/);
  });

  it('says the same to every model of every file before the question', async () => {
    const one = await chatOf('none', {});
    const other = await chatOf('none', { model: 'unheard-of' }, surroundings, at('x = █\n', { languageId: 'python' }));
    assert.ok((one.request.system ?? '').length > 500);
    assert.equal(one.request.system, other.request.system);
  });

  it('leaves a model room to think that may not be kept from it, and is still a short answer', async () => {
    const { request } = await chatOf('none', { traits: { reasoning: true } });
    const tokens = request.maxOutputTokens ?? 0;
    assert.ok(tokens >= 1_000 && tokens < 2_048, `${tokens}`);
  });

  it('fails as the host did that could not be asked what it is, and asks it nothing more', async () => {
    const failure: Failure = { kind: 'connect', scope: 'endpoint', message: 'No.' };
    const { asked, events } = await open(failure, {}, surroundings, hole);
    assert.deepEqual(asked, []);
    assert.deepEqual(events, [{ type: 'failed', failure }]);
  });

  it('estimates the tokens of what is sent at most', () => {
    const inputTokens = (file: string): number => completionTask(at(file), noCompletionContext, clearance).inputTokens;
    const small = inputTokens('a█b');
    const large = inputTokens(`${'a '.repeat(2_000)}█${'b '.repeat(200)}`);
    assert.ok(large - small > 1_000 && large - small < 2_000, `${large - small}`);
    assert.ok(inputTokens(`${'a\n'.repeat(100_000)}█${'b\n'.repeat(100_000)}`) < 4_000);
    assert.equal(
      completionTask(hole, surroundings, clearance).inputTokens - inputTokens('const sum = (a, b) => █;\n'),
      13,
    );
  });
});

describe('forty keys typed on', () => {
  const around = surroundingsOf(
    [0, 1, 2].map((index) => ({
      path: `src/other${index}.ts`,
      text: `export function other${index}(): number {\n  return ${index};\n}\n`.repeat(30),
    })),
  );
  const lines = Array.from({ length: 400 }, (_, index) => `  const value${index} = compute(${index}, 'text');`);
  const before = `function long(): void {\n${lines.join('\n')}\n`;
  const behind = `\n${lines.slice(0, 60).join('\n')}\n}\n`;
  const typed = '  const result = compute(value1, value2);'.padEnd(40).slice(0, 40);

  /** As the editor gives them: the last 6,000 characters before the cursor, and 2,000 behind. */
  const prompts = async (options: RouteOptions, support: FimSupport): Promise<string[]> => {
    const all: string[] = [];
    for (let key = 0; key <= typed.length; key += 1) {
      const where = { ...hole, prefix: (before + typed.slice(0, key)).slice(-6_000), suffix: behind.slice(0, 2_000) };
      if (support === 'none') all.push((await chatOf(support, options, around, where)).texts.join('\n\n'));
      else if (support === 'template') all.push((await fimOf(support, options, around, where)).template?.prompt ?? '');
      else {
        const { header = '', prefix, suffix } = await fimOf(support, options, around, where);
        all.push(header + prefix + suffix);
      }
    }
    return all;
  };

  for (const trust of ['local', 'private', 'cloud'] as const) {
    for (const [model, support] of [
      ['qwen2.5-coder:7b', 'template'],
      ['starcoder2:3b', 'template'],
      ['codestral:22b', 'template'],
      ['unheard-of', 'native'],
      ['unheard-of', 'none'],
    ] as const) {
      it(`leave the first nine tenths of a prompt alone: ${model}, ${support}, ${trust}`, async () => {
        const all = await prompts({ model, trust }, support);
        const [first = ''] = all;
        assert.ok(first.length > 3_000);
        for (const prompt of all) {
          const kept = sharedLength(first, prompt) / first.length;
          assert.ok(kept >= 0.9, `${Math.round(kept * 1_000) / 10} %`);
        }
        assert.notEqual(all.at(-1), first);
      });
    }
  }
});

function sharedLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}
