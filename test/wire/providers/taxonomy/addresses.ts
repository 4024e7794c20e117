import { type Group, refusal, type Row } from './row';

const plain = { headers: { 'content-type': 'text/plain' } };
const html = { headers: { 'content-type': 'text/html' } };
const page = (title: string): string => `<html><head><title>${title}</title></head><body>${title}</body></html>`;
const error = (message: string, more: Readonly<Record<string, unknown>> = {}): unknown => ({
  error: { message, ...more },
});

/** The path that was asked is none of the host's. */
function wrong(signal: string, status: number, body: unknown, more = {}): Row {
  return refusal(signal, status, body, 'wrong-address', { scope: 'endpoint', ...more });
}

/** Not the API has answered. */
function between(signal: string, status: number, body: unknown, more = plain): Row {
  return refusal(signal, status, body, 'not-protocol', { scope: 'endpoint', ...more });
}

const paths: readonly Row[] = [
  wrong('404 without a word', 404, '', plain),
  wrong('Go: "404 page not found"', 404, '404 page not found', plain),
  wrong('FastAPI: {"detail":"Not Found"}', 404, { detail: 'Not Found' }),
  wrong('Django: {"detail":"Not found."}', 404, { detail: 'Not found.' }),
  wrong('vLLM: "Not Found" as an error', 404, error('Not Found', { type: 'Not Found', param: null, code: 404 })),
  wrong('llama.cpp: "File Not Found"', 404, error('File Not Found', { code: 404, type: 'not_found_error' })),
  wrong(
    'OpenAI: "Invalid URL"',
    404,
    error('Invalid URL (POST /v1/chat/completions/chat/completions)', { type: 'invalid_request_error', code: null }),
  ),
  wrong('OpenAI: "Invalid URL" with models in it', 404, error('Invalid URL (POST /v1/models/chat/completions)')),
  wrong(
    'Groq: unknown_url',
    404,
    error('Unknown request URL: POST /chat/completions. Please check the URL for typos.', { code: 'unknown_url' }),
  ),
  wrong('Azure: "Resource not found"', 404, error('Resource not found', { code: '404' })),
  wrong('Kong: "no Route matched"', 404, { message: 'no Route matched with those values', request_id: 'a' }),
  wrong('Express: "Cannot POST"', 404, '<!DOCTYPE html><pre>Cannot POST /v1/v1/chat/completions</pre>', html),
  wrong('Nest: "Cannot POST" in JSON', 404, {
    statusCode: 404,
    message: 'Cannot POST /chat/completions',
    error: 'Not Found',
  }),
  wrong('Fastify: "Route … not found"', 404, {
    message: 'Route POST:/chat/completions not found',
    error: 'Not Found',
    statusCode: 404,
  }),
  wrong('Spring', 404, { timestamp: '2026-11-26', status: 404, error: 'Not Found', path: '/models/chat/completions' }),
  wrong('Spring: "No static resource"', 404, { status: 404, message: 'No static resource v1/chat/completions.' }),
  wrong('ASP.NET, a problem in JSON', 404, {
    type: 'https://tools.ietf.org/html/rfc9110',
    title: 'Not Found',
    status: 404,
  }),
  wrong('nginx: a page', 404, page('404 Not Found'), html),
  wrong(
    'Google: a page',
    404,
    '<!DOCTYPE html><title>Error 404 (Not Found)!!1</title><p>The requested URL <code>/v1/models</code> was not found on this server.',
    html,
  ),
  wrong('Traefik, Kubernetes: "default backend"', 404, 'default backend - 404', plain),
  wrong('S3: a page of XML', 404, '<?xml version="1.0"?><Error><Code>NoSuchKey</Code></Error>', html),
  wrong('405 of FastAPI', 405, { detail: 'Method Not Allowed' }),
  wrong('405, a page', 405, page('405 Not Allowed'), html),
  wrong('501 of a server for files', 501, page("Error code: 501. Unsupported method ('POST')."), html),
  wrong('LM Studio: 200 "Unexpected endpoint"', 200, {
    error: 'Unexpected endpoint or method. (POST /chat/completions)',
  }),
  wrong('LM Studio: 400 "Unexpected endpoint"', 400, {
    error: 'Unexpected endpoint or method. (POST /chat/completions)',
  }),
  wrong('nginx: "plain HTTP … to HTTPS port"', 400, page('400 The plain HTTP request was sent to HTTPS port'), html),
  wrong('Go: "HTTP request to an HTTPS server"', 400, 'Client sent an HTTP request to an HTTPS server.\n', plain),
];

const models: readonly Row[] = [
  refusal(
    '404, the model in words',
    404,
    error("The model 'm1' does not exist or you do not have access to it."),
    'model-missing',
  ),
  refusal('404 model_not_found', 404, error('Not Found', { code: 'model_not_found' }), 'model-missing'),
  refusal(
    '404, a model that only completes',
    404,
    error(
      'This is not a chat model and thus not supported in the v1/chat/completions endpoint. Did you mean to use v1/completions?',
      { type: 'invalid_request_error', param: 'model' },
    ),
    'model-missing',
  ),
  refusal(
    '404 of Gemini, "is not found for API version"',
    404,
    error('models/m1 is not found for API version v1main, or is not supported for generateContent.', {
      code: 404,
      status: 'NOT_FOUND',
    }),
    'model-missing',
  ),
  refusal(
    '404 of Cohere',
    404,
    { message: "model 'm1' not found, make sure the correct model ID was used" },
    'model-missing',
  ),
  refusal(
    '404 of NVIDIA, a function',
    404,
    { status: 404, title: 'Not Found', detail: "Function 'a-b': Not found for account 'c'" },
    'model-missing',
  ),
  refusal('410, a model that was retired', 410, error('This model was retired.'), 'model-missing'),
];

const gatekeepers: readonly Row[] = [
  between('Cloudflare: 403 "error code: 1010"', 403, 'error code: 1010'),
  between('Cloudflare: 403 "error code: 1020"', 403, 'error code: 1020'),
  between('Cloudflare: 409 "error code: 1001"', 409, 'error code: 1001'),
  between('Cloudflare: 403, a page', 403, '<!DOCTYPE html><title>Attention Required! | Cloudflare</title>', html),
  between('Envoy: 403 "RBAC: access denied"', 403, 'RBAC: access denied'),
  between('403 "Forbidden"', 403, 'Forbidden'),
  between('a company proxy: 403, a page', 403, page('Access to this category is blocked'), html),
  between('407 of a proxy', 407, 'Proxy Authentication Required'),
  between('407 of a proxy, in JSON', 407, error('Proxy authentication is required.')),
  between('401 that asks for a password', 401, 'Unauthorized', {
    headers: { 'content-type': 'text/plain', 'www-authenticate': 'Basic realm="internal"' },
  } as typeof plain),
  between('401, a page', 401, page('401 Authorization Required'), html),
  between('451 in text', 451, 'Blocked in your country'),
  between('511 of the network', 511, page('Log in to the network'), html),
  between('400 of a balancer, a page', 400, page('400 Bad Request'), html),
  refusal('403 in JSON', 403, error('You may not use this.', { type: 'permission_error' }), 'auth'),
  refusal('403 in JSON, of a gateway', 403, { message: 'Forbidden' }, 'auth'),
  refusal('403 in text, of a key', 403, 'Invalid API key', 'auth', plain),
  refusal('401 in text', 401, 'Unauthorized', 'auth', plain),
  refusal('401 that asks for a bearer', 401, 'missing key', 'auth', { headers: { 'www-authenticate': 'Bearer' } }),
  refusal('Cloudflare: 429 "error code: 1015"', 429, 'error code: 1015', 'rate-limited', plain),
  refusal('nginx: 499', 499, page('499 Client Closed Request'), 'server', html),
  refusal('Cloudflare: 522', 522, 'error code: 522', 'server', plain),
  refusal('Cloudflare: 524', 524, 'error code: 524', 'server', plain),
  refusal('Cloudflare: 530 "error code: 1033"', 530, 'error code: 1033', 'server', plain),
  refusal('200 with an error that nobody knows', 200, { error: 'Something went wrong.' }, 'in-stream'),
];

export const addresses: Group = {
  title: 'Wrong addresses and gatekeepers, whoever the host is',
  source: 'https://developers.cloudflare.com/support/troubleshooting/http-status-codes/',
  type: 'openai-compatible',
  baseUrl: 'https://models.example.com/v1',
  model: 'm1',
  rows: [...paths, ...models, ...gatekeepers],
};
