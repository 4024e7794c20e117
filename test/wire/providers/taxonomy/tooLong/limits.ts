import { refusal, type Row } from '../row';
import { error, invalid, tooLong } from './tooLongRow';

export const ofRates: readonly Row[] = [
  tooLong(
    'OpenAI: 429, more requested than a minute allows',
    429,
    error(
      'Request too large for m1 in organization org-x on tokens per min (TPM): Limit 30000, Requested 35039. The input or output tokens must be reduced in order to run successfully.',
      { type: 'tokens', code: 'rate_limit_exceeded', param: null },
    ),
  ),
  tooLong(
    'Groq: 413, more requested than a minute allows',
    413,
    error(
      'Request too large for model `m1` in organization `org_x` service tier `on_demand` on tokens per minute (TPM): Limit 6000, Requested 7612, please reduce your message size and try again.',
      { type: 'tokens', code: 'rate_limit_exceeded' },
    ),
  ),
  tooLong('429 "request too large", with a time to wait', 429, error('Request too large. Please try again in 20s.')),
  refusal(
    'Groq: 429, a minute that is used up',
    429,
    error(
      'Rate limit reached for model `m1` on tokens per minute (TPM): Limit 10000, Used 8554, Requested 3082. Please try again in 9.8s.',
      { type: 'tokens', code: 'rate_limit_exceeded' },
    ),
    'rate-limited',
    { retryAfterMs: 9_800 },
  ),
  refusal(
    'Bedrock: 429 "Too many tokens"',
    429,
    { message: 'Too many tokens, please wait before trying again.' },
    'rate-limited',
  ),
  refusal(
    '429 of a window that is not full',
    429,
    error('Rate limit for long context requests: 5 per minute.'),
    'rate-limited',
  ),
];

export const ofOthers: readonly Row[] = [
  refusal(
    'a limit of the answer alone, OpenAI',
    400,
    error('Invalid max_output_tokens: 100000 is above the 16384 completion tokens that this model supports.', {
      type: 'invalid_request_error',
    }),
    'bad-request',
  ),
  refusal(
    'an image that is too large',
    400,
    error(
      'messages.0.content.1.image.source.base64: image exceeds 5 MB maximum: 6291456 bytes > 5242880 bytes',
      invalid,
    ),
    'bad-request',
  ),
  refusal(
    'too many tools',
    400,
    error(
      "Invalid 'tools': array too long. Expected an array with maximum length 128, but got an array with length 200 instead.",
      invalid,
    ),
    'bad-request',
  ),
  refusal(
    'a token that has expired',
    401,
    error('Your token has expired: it exceeded its lifetime of 3600 seconds.'),
    'auth',
  ),
  refusal('a plan whose tokens are used up', 402, error('Monthly token limit exceeded. Upgrade your plan.'), 'quota'),
  refusal('"context deadline exceeded" with 400', 400, error('context deadline exceeded'), 'bad-request'),
  refusal('"context deadline exceeded" with 500', 500, error('rpc error: context deadline exceeded'), 'server'),
];
