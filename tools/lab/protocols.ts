/** The wire protocols the lab speaks. */
export const protocols = ['anthropic', 'openai', 'ollama'] as const;
export type Protocol = (typeof protocols)[number];

/** What a person reads as the name of the provider. */
export const labels: Record<Protocol, string> = {
  anthropic: 'Claude (lab)',
  openai: 'GPT (lab)',
  ollama: 'Ollama (lab)',
};

/** What an error looks like on the wire. */
export interface WireError {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** The errors of each vendor in its own bytes; sources are named in docs/failures.md. */
export const errorsOf: Record<Protocol, Record<ErrorFault, WireError>> = {
  anthropic: {
    overloaded: anthropicError(529, 'overloaded_error', 'Overloaded'),
    'server-error': anthropicError(500, 'api_error', 'Internal server error'),
    'rate-limited': {
      ...anthropicError(429, 'rate_limit_error', 'Too many requests'),
      headers: { 'retry-after': '20' },
    },
    quota: anthropicError(400, 'invalid_request_error', 'Your credit balance is too low to access the Anthropic API.'),
    unauthorized: anthropicError(401, 'authentication_error', 'invalid x-api-key'),
    'model-missing': anthropicError(404, 'not_found_error', 'model: claude-sonnet-5-5'),
  },
  openai: {
    overloaded: openAiError(503, 'service_unavailable_error', 'server_is_overloaded', 'The engine is overloaded.'),
    'server-error': openAiError(500, 'server_error', null, 'The server had an error.'),
    'rate-limited': {
      ...openAiError(429, 'requests', 'rate_limit_exceeded', 'Rate limit reached. Please try again in 20s.'),
      headers: { 'retry-after': '20' },
    },
    quota: openAiError(429, 'insufficient_quota', 'insufficient_quota', 'You exceeded your current quota.'),
    unauthorized: openAiError(401, 'invalid_request_error', 'invalid_api_key', 'Incorrect API key provided.'),
    'model-missing': openAiError(404, 'invalid_request_error', 'model_not_found', 'The model does not exist.'),
  },
  ollama: {
    overloaded: { status: 503, body: { error: 'server busy, please try again.  maximum pending requests exceeded' } },
    'server-error': { status: 500, body: { error: 'llama runner process has terminated' } },
    'rate-limited': { status: 429, headers: { 'retry-after': '20' }, body: { error: 'too many requests' } },
    quota: { status: 402, body: { error: 'payment required' } },
    unauthorized: { status: 401, body: { error: 'unauthorized' } },
    'model-missing': { status: 404, body: { error: "model 'qwen2.5-coder:7b' not found" } },
  },
};

export type ErrorFault = 'overloaded' | 'server-error' | 'rate-limited' | 'quota' | 'unauthorized' | 'model-missing';

function anthropicError(status: number, type: string, message: string): WireError {
  return { status, body: { type: 'error', error: { type, message }, request_id: 'req_lab' } };
}

function openAiError(status: number, type: string, code: string | null, message: string): WireError {
  return { status, body: { error: { message, type, param: null, code } } };
}

/** An error in mid-stream, as one frame. */
export function errorFrame(protocol: Protocol, path: string): string {
  if (protocol === 'ollama')
    return `${JSON.stringify({ error: 'an error was encountered while running the model' })}\n`;
  if (protocol === 'anthropic') {
    const data = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } };
    return `event: error\ndata: ${JSON.stringify(data)}\n\n`;
  }
  if (path.endsWith('/responses')) {
    const data = {
      type: 'error',
      code: 'server_error',
      message: 'The server had an error.',
      param: null,
      sequence_number: 99,
    };
    return `event: error\ndata: ${JSON.stringify(data)}\n\n`;
  }
  return `data: ${JSON.stringify({ error: { message: 'The server had an error.', type: 'server_error', code: null } })}\n\n`;
}

/** A frame that is cut in its middle, as a bad proxy leaves it. */
export function malformedFrame(protocol: Protocol): string {
  return protocol === 'ollama' ? '{"message":{"role":"assist\n' : 'event: message\ndata: {"type":"content_bl\n\n';
}

/** Whether a frame carries visible text. */
export function isContentFrame(frame: string): boolean {
  if (/"type":\s*"(?:content_block_delta|response\.output_text\.delta)"/.test(frame)) return true;
  if (/"delta":\s*\{[^}]*"content":\s*"[^"]/.test(frame)) return true;
  return /^\{.*"(?:content|response)":\s*"[^"]/.test(frame) && !/"done":\s*true/.test(frame);
}

export function frameEnd(protocol: Protocol): string {
  return protocol === 'ollama' ? '\n' : '\n\n';
}
