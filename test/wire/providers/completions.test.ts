import assert from 'node:assert/strict';
import type { ProviderType } from '../../../src/engine/providers/registry/descriptors';
import { textOfEvents } from './support/fixtures';
import {
  type Answer,
  events,
  filled,
  type Host,
  hostOf,
  infilled,
  json,
  ollama,
  server,
} from './support/completionHost';

interface Case {
  readonly name: string;
  readonly type: ProviderType;
  readonly model: string;
  readonly baseUrl?: string;
  readonly answer: Answer;
  readonly url: string;
  readonly body: string;
}

const cases: readonly Case[] = [
  {
    name: "llama.cpp's own route: prefix, suffix and snippets apart",
    type: 'openai-compatible',
    model: 'any',
    baseUrl: 'http://127.0.0.1:8080/v1',
    answer: server('llama.cpp', infilled),
    url: 'http://127.0.0.1:8080/infill',
    body:
      '{"model":"any","stream":true,"temperature":0,"input_prefix":"const sum = ","input_suffix":";\\n",' +
      '"input_extra":[{"filename":"src/a.ts","text":"let a = 1;\\n"}],"n_predict":128,"stop":[],"cache_prompt":true}',
  },
  {
    name: 'Mistral: prefix and suffix apart, snippets before the prefix as Codestral knows them',
    type: 'openai-compatible',
    model: 'codestral-2508',
    baseUrl: 'https://api.mistral.ai/v1',
    answer: filled,
    url: 'https://api.mistral.ai/v1/fim/completions',
    body:
      '{"model":"codestral-2508","stream":true,"temperature":0,' +
      '"prompt":"+++++ src/a.ts\\nlet a = 1;\\n\\n\\n+++++ src/sum.ts\\nconst sum = ","suffix":";\\n",' +
      '"max_tokens":128,"stop":[]}',
  },
  {
    name: 'DeepSeek: prefix and suffix apart at its beta path, snippets as comments before the prefix',
    type: 'openai-compatible',
    model: 'deepseek-chat',
    baseUrl: 'https://api.deepseek.com',
    answer: filled,
    url: 'https://api.deepseek.com/beta/completions',
    body:
      '{"model":"deepseek-chat","stream":true,"temperature":0,' +
      '"prompt":"// Path: src/a.ts\\n// let a = 1;\\n// Path: src/sum.ts\\nconst sum = ","suffix":";\\n",' +
      '"max_tokens":128,"stop":[]}',
  },
  {
    name: 'Inception: as Mistral',
    type: 'openai-compatible',
    model: 'mercury-coder',
    baseUrl: 'https://api.inceptionlabs.ai/v1',
    answer: filled,
    url: 'https://api.inceptionlabs.ai/v1/fim/completions',
    body:
      '{"model":"mercury-coder","stream":true,"temperature":0,' +
      '"prompt":"// Path: src/a.ts\\n// let a = 1;\\n// Path: src/sum.ts\\nconst sum = ","suffix":";\\n",' +
      '"max_tokens":128,"stop":[]}',
  },
  {
    name: 'vLLM: a raw prompt, with special tokens in the text so that stops are seen',
    type: 'openai-compatible',
    model: 'Qwen/Qwen2.5-Coder-7B',
    baseUrl: 'http://10.0.0.7:8000/v1',
    answer: server('vllm', filled),
    url: 'http://10.0.0.7:8000/v1/completions',
    body:
      '{"model":"Qwen/Qwen2.5-Coder-7B","stream":true,"temperature":0,' +
      '"prompt":"<|repo_name|>workspace\\n<|file_sep|>src/a.ts\\nlet a = 1;\\n\\n<|file_sep|>src/sum.ts\\n' +
      '<|fim_prefix|>const sum = <|fim_suffix|>;\\n<|fim_middle|>","max_tokens":128,' +
      '"stop":["<|endoftext|>","<|file_sep|>","<|fim_pad|>","<|im_end|>","<|fim_prefix|>","<|fim_suffix|>",' +
      '"<|fim_middle|>","<|repo_name|>","<|im_start|>"],"skip_special_tokens":false}',
  },
  {
    name: 'LM Studio and others: a raw prompt, with as many stops as any host takes',
    type: 'openai-compatible',
    model: 'starcoder2-3b',
    baseUrl: 'http://127.0.0.1:1234/v1',
    answer: server('other', filled),
    url: 'http://127.0.0.1:1234/v1/completions',
    body:
      '{"model":"starcoder2-3b","stream":true,"temperature":0,' +
      '"prompt":"<repo_name>workspace<file_sep>src/a.ts\\nlet a = 1;\\n<file_sep><fim_prefix>src/sum.ts\\nconst sum = ' +
      '<fim_suffix>;\\n<fim_middle>","max_tokens":128,' +
      '"stop":["<|endoftext|>","<file_sep>","<fim_prefix>","<fim_suffix>"]}',
  },
  {
    name: "Ollama's own suffix, snippets as comments before the prefix",
    type: 'ollama',
    model: 'qwen2.5-coder:7b',
    answer: ollama({ capabilities: ['completion', 'insert'] }),
    url: 'http://127.0.0.1:11434/api/generate',
    body:
      '{"model":"qwen2.5-coder:7b","stream":true,"keep_alive":"10m","truncate":false,"shift":false,' +
      '"prompt":"// Path: src/a.ts\\n// let a = 1;\\n// Path: src/sum.ts\\nconst sum = ","suffix":";\\n",' +
      '"options":{"num_ctx":8192,"num_predict":128,"temperature":0}}',
  },
  {
    name: 'Ollama with a model whose template has no suffix: a raw prompt',
    type: 'ollama',
    model: 'mellum:4b',
    answer: ollama({ capabilities: ['completion'] }),
    url: 'http://127.0.0.1:11434/api/generate',
    body:
      '{"model":"mellum:4b","stream":true,"keep_alive":"10m","truncate":false,"shift":false,' +
      '"prompt":"<filename>src/a.ts\\nlet a = 1;\\n<filename>src/sum.ts\\n' +
      '<fim_suffix>;\\n<fim_prefix>const sum = <fim_middle>","raw":true,' +
      '"options":{"num_ctx":8192,"num_predict":128,"temperature":0,' +
      '"stop":["<|endoftext|>","<filename>","<fim_prefix>","<fim_suffix>","<fim_middle>","<reponame>"]}}',
  },
];

describe('a completion leaves, byte for byte, as the host wants it:', () => {
  for (const { name, type, model, baseUrl, answer, url, body } of cases) {
    it(name, async () => {
      const { sent, complete } = hostOf(type, model, baseUrl, answer);
      const got = await complete();
      assert.equal(textOfEvents(got), 'a + b', JSON.stringify(got));
      assert.deepEqual(got.at(-1), { type: 'done', reason: 'stop' });
      assert.deepEqual(sent.at(-1), { url, body });
    });
  }
});

describe('a completion of which the model says that nothing belongs there', () => {
  const nothing: Answer = () => events({ content: '', stop: false }, { content: '', stop: true, stop_type: 'eos' });
  const silent: Answer = () => events({ choices: [{ text: '', finish_reason: 'stop' }] });
  const ended: Answer = () =>
    new Response('{"response":"","done":true,"done_reason":"stop"}\n', {
      headers: { 'content-type': 'application/x-ndjson' },
    });
  const hosts: readonly [what: string, host: () => Host][] = [
    ['llama.cpp', () => hostOf('openai-compatible', 'qwen2.5-coder', 'http://127.0.0.1:8080/v1', server('llama.cpp', nothing))],
    ['vLLM', () => hostOf('openai-compatible', 'qwen2.5-coder', 'http://127.0.0.1:8000/v1', server('vllm', silent))],
    ['Mistral', () => hostOf('openai-compatible', 'codestral-latest', 'https://api.mistral.ai/v1', silent)],
    ['Ollama', () => hostOf('ollama', 'qwen2.5-coder', undefined, (sent) => (sent.url.endsWith('/api/show') ? json(200, { template: '{{ .Suffix }}', capabilities: ['insert'] }) : ended(sent)))],
  ]; // prettier-ignore
  for (const [what, host] of hosts) {
    it(`is an answer of ${what}`, async () => {
      const { complete, sent } = host();
      const got = await complete();
      assert.deepEqual(got.at(-1), { type: 'done', reason: 'stop' }, JSON.stringify(got));
      assert.equal(sent.filter(({ body }) => body.includes('const sum')).length, 1);
    });
  }
});
