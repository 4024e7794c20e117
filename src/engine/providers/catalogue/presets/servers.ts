import { type Dialect, type FimEndpoint, type Host, usualDialect } from '../host';
import type { Preset } from './preset';

type Row = Omit<Preset, 'isServer' | 'apiKeyEnv' | 'keyPage' | 'dialect'> & { readonly dialect?: Dialect };

function prompt(hidesTokens: boolean): () => FimEndpoint {
  return () => ({ kind: 'prompt', path: '/completions', below: 'base', hidesTokens });
}

const continues: Host['prefill'] = () => 'continue-final-message';

const rows: readonly Row[] = [
  {
    id: 'lmstudio',
    label: 'LM Studio',
    baseUrl: 'http://127.0.0.1:1234/v1',
    prefill: () => 'none',
    // It answers 400 to JSON without a schema.
    dialect: { ...usualDialect, responseFormats: ['json_schema'] },
    fim: prompt(false),
    // The list in OpenAI's form has names alone.
    modelsAt: { path: '/api/v0/models', below: 'root' },
    source: {
      urls: [
        'https://lmstudio.ai/docs/developer/rest/endpoints',
        'https://lmstudio.ai/docs/developer/openai-compat/completions',
        'https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/189',
      ],
      on: '2026-12-01',
    },
  },
  {
    id: 'vllm',
    label: 'vLLM',
    baseUrl: 'http://127.0.0.1:8000/v1',
    prefill: continues,
    fim: prompt(true),
    source: {
      urls: [
        'https://docs.vllm.ai/en/latest/serving/openai_compatible_server',
        'https://github.com/vllm-project/vllm/blob/main/vllm/entrypoints/openai/completion/protocol.py',
        'https://github.com/vllm-project/vllm/blob/main/vllm/entrypoints/openai/chat_completion/protocol.py',
      ],
      on: '2026-12-01',
    },
  },
  {
    id: 'llama.cpp',
    label: 'llama.cpp',
    baseUrl: 'http://127.0.0.1:8080/v1',
    // It serves the model that it was started with, whatever it is called.
    models: { chat: 'default', completion: 'default' },
    prefill: () => 'last-turn',
    fim: () => ({ kind: 'infill', path: '/infill', below: 'root' }),
    describesItself: true,
    source: { urls: ['https://github.com/ggml-org/llama.cpp/tree/master/tools/server'], on: '2026-11-30' },
  },
  {
    id: 'sglang',
    label: 'SGLang',
    baseUrl: 'http://127.0.0.1:30000/v1',
    prefill: continues,
    fim: prompt(true),
    source: {
      urls: [
        'https://docs.sglang.io/docs/basic_usage/send_request',
        'https://github.com/sgl-project/sglang/blob/main/python/sglang/srt/entrypoints/openai/protocol.py',
      ],
      on: '2026-12-01',
    },
  },
  {
    id: 'tgi',
    label: 'Text Generation Inference',
    baseUrl: 'http://127.0.0.1:3000/v1',
    // As llama.cpp.
    models: { chat: 'tgi', completion: 'tgi' },
    // Its template goes on from a last turn of the assistant; it refuses `suffix`.
    prefill: () => 'last-turn',
    fim: prompt(false),
    source: {
      urls: [
        'https://huggingface.co/docs/text-generation-inference/messages_api',
        'https://github.com/huggingface/text-generation-inference/blob/main/router/src/server.rs',
      ],
      on: '2026-11-30',
    },
  },
];

/** Servers of the user's own; each listens at its own usual port where the settings name no address. */
export const servers: readonly Preset[] = rows.map((row) => ({ dialect: usualDialect, ...row, isServer: true }));
