import assert from 'node:assert/strict';
import {
  isLargerThanRate,
  isOverflowCode,
  namesFullWindow,
  overflowOf,
} from '../../../../../../src/engine/providers/errors/refusals/overflow';

/** What hosts say of a request that is too long, with the limit they name in tokens. */
const tooLong: readonly (readonly [words: string, tokens?: number])[] = [
  ['prompt is too long: 213462 tokens > 200000 maximum', 200000],
  [
    'input length and `max_tokens` exceed context limit: 189136 + 20000 > 204648, decrease input length or `max_tokens` and try again',
    204648,
  ],
  ['Your input exceeds the context window of this model. Please adjust your input and try again.'],
  [
    "This model's maximum context length is 8192 tokens. However, your messages resulted in 8545 tokens. Please reduce the length of the messages.",
    8192,
  ],
  [
    "This model's maximum context length is 8191 tokens, however you requested 10346 tokens (10346 in your prompt; 5 for the completion). Please reduce your prompt; or completion length.",
    8191,
  ],
  [
    'Input tokens exceed the configured limit of 272000 tokens. Your messages resulted in 300011 tokens. Please reduce the length of the messages.',
    272000,
  ],
  ['The input token count (1196265) exceeds the maximum number of tokens allowed (1048575).', 1048575],
  ['The input token count exceeds the maximum number of tokens allowed 1048576.', 1048576],
  ["This model's maximum prompt length is 131072 but the request contains 537812 tokens.", 131072],
  ['Please reduce the length of the messages or completion.'],
  [
    "This endpoint's maximum context length is 131072 tokens. However, you requested about 200000 tokens (190000 of text input, 10000 in the output).",
    131072,
  ],
  ["The input (300 tokens) is longer than the model's context length (200 tokens).", 200],
  [
    "Requested token count exceeds the model's maximum context length of 131072 tokens. You requested a total of 145000 tokens: 5000 tokens from the input messages and 140000 tokens for the completion.",
    131072,
  ],
  ["Input length (265330) exceeds model's maximum context length (262144).", 262144],
  ['Input length 131393 exceeds the maximum allowed input length of 131040 tokens.', 131040],
  ['the request exceeds the available context size, try increasing it'],
  ['request (8192 tokens) exceeds the available context size (4096 tokens), try increasing it', 4096],
  ['Context size has been exceeded.'],
  ['prompt token count of 130431 exceeds the limit of 128000', 128000],
  ['invalid params, context window exceeds limit (2013)'],
  ['Invalid request: Your request exceeded model token limit: 262144 (requested: 300000)', 262144],
  ['Invalid request: Your request exceeded model token limit: 262144', 262144],
  ['Prompt has 5000 tokens, but the configured context size is 4096 tokens', 4096],
  ['<400> InternalError.Algo.InvalidParameter: Range of input length should be [1, 98304]', 98304],
  ['Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum context length', 32768],
  ['prompt too long; exceeded max context length by 4 tokens'],
  ['input length exceeds maximum context length'],
  [
    'Trying to keep the first 5000 tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens, which is not enough.',
    4096,
  ],
  [
    'The number of tokens to keep from the initial prompt is greater than the context length. Try to load the model with a larger context length, or provide a shorter input',
  ],
  [
    'The number of tokens to keep from the initial prompt is greater than the context length (n_keep: 5000>= n_ctx: 4096). Try to load the model with a larger context length',
    4096,
  ],
  ['Cannot truncate prompt with n_keep (5000) >= n_ctx (4096)', 4096],
  [
    'Reached context length of 4096 tokens with this model, but this model does not currently support mid-generation context overflow',
    4096,
  ],
  [
    'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 3000 `inputs` tokens and 2000 `max_new_tokens`',
    4096,
  ],
  ['Input validation error: `inputs` must have less than 1024 tokens. Given: 5000', 1024],
  [
    'The decoder prompt (length 5000) is longer than the maximum model length of 4096. Make sure that `max_model_len` is no smaller than the number of text tokens.',
    4096,
  ],
  ['The prompt (total length 5000) is too long to fit into the model (context length 4096).', 4096],
  [
    "'max_tokens' or 'max_completion_tokens' is too large: 50000. This model's maximum context length is 32768 tokens and your request has 1234 input tokens (50000 > 32768 - 1234).",
    32768,
  ],
  [
    "You passed 4097 input tokens and requested 1000 output tokens. However, the model's context length is only 4096 tokens, resulting in a maximum input length of 3096 tokens. Please reduce the length of the input prompt. (parameter=input_tokens, value=4097)",
    4096,
  ],
  ['number of input tokens (204703) has exceeded max_prompt_tokens (202752) limit.', 202752],
  ['The parameter is invalid. max_total_tokens (9000) must be less than or equal to max_seq_len (8192)', 8192],
  ['The prompt is too long: 200000, model maximum context length: 131072', 131072],
  ['Please reduce the length of the messages or completion. Current length is 9000 while limit is 8192', 8192],
  [
    'too many tokens: total number of tokens in the prompt cannot exceed 4081 - received 8000. Try using a shorter prompt, or enable prompt truncating.',
    4081,
  ],
  ['Input is too long for requested model.'],
  ['Too many input tokens. Max input tokens: 8192, request input token count: 10000', 8192],
  [
    '5021: The estimated number of input and maximum output tokens (10024) exceeded this model context window limit (7968).',
    7968,
  ],
  [
    'Malformed input request: #/prompt: expected maxLength: 2048, actual: 5000, please reformat your input and try again.',
  ],
  ['the number of input tokens 5000 cannot exceed the total tokens limit 4096 for this model', 4096],
  ['Request prompt has 5000 tokens in total, larger than the model input length limit 4096.', 4096],
  ['Requested tokens (5000) exceed context window of 4096', 4096],
  ['Tokens in request more than max tokens allowed'],
  ['Prompt 超长'],
  ['Prompt exceeds max length'],
  ['输入长度超过模型上限'],
  ['上下文长度超过限制'],
  ['Request body too large for gpt-4o model. Max size: 8000 tokens.', 8000],
  ['Context length 5000 is greater than max_seq_len 4096', 4096],
  ['Total tokens of image and text exceed max message tokens'],
  ['The request exceeds the model context window of 128K tokens', 128000],
  ['prompt length (5000) exceeds maximum input length (4096)', 4096],
  [
    'litellm.ContextWindowExceededError: AnthropicException - prompt is too long: 213462 tokens > 200000 maximum',
    200000,
  ],
  ['context_length_exceeded'],
  ['The conversation is too long. Please start a new one.'],
  ['Input is too long.'],
  ["The input is longer than the model's limit of 32,768 tokens", 32768],
  ["max_tokens (4096) + prompt tokens (30000) exceeds the model's context length (32768)", 32768],
  [
    'Token indices sequence length is longer than the specified maximum sequence length for this model (5000 > 4096)',
    4096,
  ],
  ['request too large for model'],
  ['Token limit exceeded'],
];

/** What hosts say of other things, in words that come near. */
const other: readonly string[] = [
  'max_tokens is too large: 100000. This model supports at most 16384 completion tokens, whereas you provided 100000.',
  'max_tokens: 100000 > 64000, which is the maximum allowed number of output tokens for claude-sonnet',
  'Invalid max_tokens value, the valid range of max_tokens is [1, 8192]',
  'Range of max_tokens should be [1, 8192]',
  '`max_tokens` must be less than or equal to `8192`, the maximum value for `max_tokens` is less than the `context_window` for this model',
  'The maximum tokens you requested exceeds the model limit of 4096. Try again with a maximum tokens value that is lower than 4096.',
  'Unable to submit request because it has a maxOutputTokens value of 100000 but the supported range is from 1 (inclusive) to 65537 (exclusive). Update the value and try again.',
  'too many tokens: max tokens must be less than or equal to 4096, the maximum output for this model - received 10000.',
  '`max_tokens` must be greater than `thinking.budget_tokens`',
  'thinking.budget_tokens: Input should be greater than or equal to 1024',
  'temperature: Input should be less than or equal to 1',
  'max_tokens exceeds the limit of 8192',
  'Rate limit reached for gpt-4o on tokens per min (TPM): Limit 10000, Used 8554, Requested 3082. Please try again in 9.8s.',
  'This request would exceed your organization’s rate limit of 40,000 input tokens per minute.',
  'Too many tokens, please wait before trying again.',
  'context deadline exceeded',
  'context canceled',
  'Number of tools exceeds the limit of 128',
  "Invalid 'tools': array too long. Expected an array with maximum length 128, but got an array with length 200 instead.",
  'messages.0.content.1.image.source.base64: image exceeds 5 MB maximum: 6291456 bytes > 5242880 bytes',
  "Invalid 'messages[1].tool_calls[0].id': string too long. Expected a string with maximum length 40, but got a string with length 60 instead.",
  'You exceeded your current quota, please check your plan and billing details.',
  'Daily token limit exceeded for your plan',
  'Your token has expired',
  'token is invalid',
  'temperature must be less than or equal to 2',
  'Too many requests',
  'stop: too many sequences, at most 4',
  "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
  'messages: at least one message is required',
  'messages.1: all messages must have non-empty content except for the optional final assistant message',
  'messages: text content blocks must be non-empty',
  'messages: roles must alternate between "user" and "assistant"',
  'Input validation error: `temperature` must be strictly positive',
  '`temperature` must be <= 2. Given: 3',
  'Invalid input: top_p exceeds the maximum of 1',
  'Expected last role User or Tool (or Assistant with prefix True) for serving but got assistant',
  'tool_use ids were found without tool_result blocks',
  'The model `gpt-9` does not exist',
  'Extra inputs are not permitted, field: stream_options',
  'Concurrency limit exceeded, 2 requests running',
  'n must be at most 1',
  'the prompt must have at least 1 token',
  'Model context window is unknown',
  'prompt must not be empty',
  'messages must be a list',
  'content must be a string',
  'text must be non-empty',
  'message must be at least 1 character long',
  'Request timed out: the request exceeded 60 seconds',
  'messages[0].name: string too long. Expected at most 64',
  'cache_control: a maximum of 4 blocks with cache_control may be provided. Found 5.',
  'messages: too many images, maximum 20',
  'reasoning_effort must be one of low, medium',
  'content must contain at most 20 images',
  'input must contain 1 item',
];

describe('overflowOf', () => {
  for (const [words, tokens] of tooLong) {
    it(`${words.slice(0, 60)}: ${tokens ?? 'no limit named'}`, () => {
      const expected = tokens === undefined ? {} : { contextWindowTokens: tokens };
      assert.deepEqual(overflowOf(words), expected);
      assert.deepEqual(overflowOf(words.toUpperCase()), expected, 'in capitals');
      assert.deepEqual(overflowOf(`litellm.BadRequestError: ${words} Received Model Group=m1`), expected, 'passed on');
    });
  }

  for (const words of other) {
    it(`are not: ${words.slice(0, 60)}`, () => assert.equal(overflowOf(words), undefined));
  }

  it('take no time with a hostile text', () => {
    const hostile = ['prompt '.repeat(50_000), 'tokens a a a a '.repeat(20_000), `${'1,'.repeat(50_000)} context`];
    const startedAt = performance.now();
    for (const text of hostile) overflowOf(text);
    assert.ok(performance.now() - startedAt < 500);
  });
});

describe('isOverflowCode', () => {
  for (const code of [
    'context_length_exceeded',
    'ContextWindowExceeded',
    'model_context_window_exceeded',
    'exceed_context_size_error',
    'model_max_prompt_tokens_exceeded',
    'tokens_limit_reached',
    'input_too_long',
    '1261',
  ]) {
    it(code, () => assert.ok(isOverflowCode(code)));
  }

  for (const code of ['rate_limit_exceeded', 'context_deadline_exceeded', 'tokens', '']) {
    it(`is not: "${code}"`, () => assert.ok(!isOverflowCode(code)));
  }
});

describe('isLargerThanRate', () => {
  const tpm = 'on tokens per min (TPM): Limit 30000,';

  it('is never enough for a request that is larger', () => {
    assert.ok(isLargerThanRate(`Request too large for m1 ${tpm} Requested 35039. The input must be reduced.`));
    assert.ok(isLargerThanRate(`Rate limit reached ${tpm} Used 0, Requested 31,538.`));
    assert.ok(isLargerThanRate('Request too large. Please reduce your message size and try again.'));
  });

  it('lets another through later', () => {
    assert.ok(!isLargerThanRate(`Rate limit reached ${tpm} Used 28554, Requested 3082. Please try again in 9.8s.`));
    assert.ok(!isLargerThanRate(`Request too large ${tpm} Used 28554, Requested 3082.`));
    assert.ok(!isLargerThanRate('Limit 3 requests per min, Used 3, Requested 1'));
    assert.ok(!isLargerThanRate('Too many requests'));
  });

  it('that is named alone is held against what was sent', () => {
    const words = 'This request would exceed your organization’s rate limit of 40,000 input tokens per minute.';
    assert.ok(isLargerThanRate(words, 'x'.repeat(300_000)));
    assert.ok(!isLargerThanRate(words, 'x'.repeat(200_000)));
    assert.ok(!isLargerThanRate(words));
  });
});

describe('namesFullWindow', () => {
  it('is named by its own words only', () => {
    assert.ok(namesFullWindow('Context size has been exceeded.'));
    assert.ok(!namesFullWindow('prompt is too long: 5 tokens > 4 maximum'));
    assert.ok(!namesFullWindow('context deadline exceeded'));
  });
});
