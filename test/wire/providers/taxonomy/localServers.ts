import { chatText, chunk, data, type Group, refusal, stream } from './row';

const llamaError = (code: number, type: string, message: string) => ({ error: { code, message, type } });

export const llamaCpp: Group = {
  title: 'llama.cpp',
  source: 'https://github.com/ggml-org/llama.cpp/tree/master/tools/server',
  type: 'openai-compatible',
  baseUrl: 'http://127.0.0.1:8080/v1',
  model: 'local-model',
  rows: [
    refusal('503 "Loading model"', 503, llamaError(503, 'unavailable_error', 'Loading model'), 'overloaded'),
    refusal(
      '400 exceed_context_size_error',
      400,
      llamaError(400, 'exceed_context_size_error', 'Long.'),
      'context-exceeded',
    ),
    refusal(
      '400 "prefill is incompatible with enable_thinking"',
      400,
      llamaError(400, 'invalid_request_error', 'Assistant response prefill is incompatible with enable_thinking.'),
      'bad-request',
      {
        repair: 'prefill',
      },
    ),
    refusal(
      '400 "2 or more assistant messages at the end"',
      400,
      llamaError(400, 'invalid_request_error', 'Cannot have 2 or more assistant messages at the end of the list.'),
      'bad-request',
      {
        repair: 'prefill',
      },
    ),
    refusal('401', 401, llamaError(401, 'authentication_error', 'Invalid API Key'), 'auth'),
    stream(
      '"Context size has been exceeded" in mid-answer',
      [chatText, data(llamaError(500, 'server_error', 'Context size has been exceeded.'))],
      'context-exceeded',
    ),
    stream('any other error in mid-answer', [chatText, data(llamaError(500, 'server_error', 'Oops.'))], 'server'),
  ],
};

const vllmError = (code: number, type: string, message: string) => ({ error: { message, type, param: null, code } });

export const vllm: Group = {
  title: 'vLLM, SGLang, text-generation-inference',
  source: 'https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html',
  type: 'openai-compatible',
  baseUrl: 'http://10.0.0.7:8000/v1',
  model: 'served-model',
  rows: [
    refusal(
      '400 "maximum context length"',
      400,
      vllmError(400, 'BadRequestError', "This model's maximum context length is 4096 tokens."),
      'context-exceeded',
    ),
    refusal(
      '400 "longer than the maximum model length"',
      400,
      vllmError(
        400,
        'BadRequestError',
        'The decoder prompt (length 5000) is longer than the maximum model length of 4096.',
      ),
      'context-exceeded',
    ),
    refusal(
      '400 "continue_final_message is set but"',
      400,
      vllmError(
        400,
        'BadRequestError',
        'continue_final_message is set but the final message does not appear in the chat',
      ),
      'bad-request',
      {
        repair: 'prefill',
      },
    ),
    refusal(
      '400, an error without a wrapping',
      400,
      { object: 'error', message: 'Bad.', type: 'BadRequestError', code: 400 },
      'bad-request',
    ),
    refusal(
      '404 NotFoundError',
      404,
      vllmError(404, 'NotFoundError', 'The model `x` does not exist.'),
      'model-missing',
    ),
    refusal(
      '424, text-generation-inference',
      424,
      { error: 'Request failed during generation', error_type: 'generation' },
      'server',
    ),
    refusal(
      '500, the engine is dead',
      500,
      vllmError(500, 'InternalServerError', 'EngineCore encountered an issue.'),
      'server',
    ),
    stream(
      'data: {"error":…} in mid-answer',
      [chatText, data(vllmError(500, 'InternalServerError', 'Oops.'))],
      'server',
    ),
    stream(
      'data: {"object":"error",…} in mid-answer',
      [chatText, data({ object: 'error', message: 'Bad.', type: 'BadRequestError', code: 400 })],
      'bad-request',
    ),
    stream('finish_reason abort', [chatText, chunk({}, 'abort')], 'in-stream'),
  ],
};

/** https://github.com/huggingface/text-generation-inference/blob/main/router/src/infer/mod.rs */
export const textGenerationInference: Group = {
  title: 'Text Generation Inference',
  source: 'https://huggingface.co/docs/text-generation-inference/messages_api',
  type: 'openai-compatible',
  preset: 'tgi',
  model: 'tgi',
  rows: [
    refusal('429 overloaded', 429, { error: 'Model is overloaded', error_type: 'overloaded' }, 'overloaded'),
    refusal(
      '422 validation, `inputs` tokens + `max_new_tokens`',
      422,
      {
        error:
          'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 5000 `inputs` tokens and 500 `max_new_tokens`',
        error_type: 'validation',
      },
      'context-exceeded',
      { contextWindowTokens: 4_096 },
    ),
    refusal(
      '422 template_error',
      422,
      { error: 'Template error: syntax error', error_type: 'template_error' },
      'bad-request',
    ),
    refusal(
      '500 incomplete_generation',
      500,
      { error: 'Incomplete generation', error_type: 'incomplete_generation' },
      'server',
    ),
    stream(
      'data: {"error":{"http_status_code":422}} "Model is overloaded"',
      [data({ error: { message: 'Model is overloaded', http_status_code: 422 } })],
      'overloaded',
    ),
    stream(
      'data: {"error":{"http_status_code":422}} "Request failed during generation" in mid-answer',
      [
        chatText,
        data({ error: { message: 'Request failed during generation: CUDA out of memory', http_status_code: 422 } }),
      ],
      'server',
    ),
    stream(
      'data: {"error":{"http_status_code":422}} "Incomplete generation stream" in mid-answer',
      [chatText, data({ error: { message: 'Incomplete generation stream', http_status_code: 422 } })],
      'server',
    ),
  ],
};
