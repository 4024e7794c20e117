import { type Group, line, refusal, stream } from './row';

const text = line({ model: 'm', message: { role: 'assistant', content: 'Some text' }, done: false });
const done = (done_reason: string): string =>
  line({ model: 'm', message: { role: 'assistant', content: '' }, done: true, done_reason });

export const ollama: Group = {
  title: 'Ollama',
  source: 'https://docs.ollama.com/api/errors',
  type: 'ollama',
  model: 'qwen2.5-coder:7b',
  rows: [
    refusal('404 "model … not found"', 404, { error: "model 'qwen2.5-coder:7b' not found" }, 'model-missing'),
    refusal('404 "page not found", at a wrong path', 404, '404 page not found', 'wrong-address', {
      headers: { 'content-type': 'text/plain' },
    }),
    refusal('405, at a wrong path', 405, '405 method not allowed', 'wrong-address'),
    refusal('400', 400, { error: 'qwen2.5-coder:7b does not support tools' }, 'bad-request'),
    refusal('400 "exceeds the context length"', 400, { error: 'input exceeds the context length' }, 'bad-request', {
      repair: 'window',
    }),
    refusal(
      '500 "exceeded max context length"',
      500,
      { error: 'prompt too long; exceeded max context length by 4 tokens' },
      'bad-request',
      { repair: 'window' },
    ),
    refusal(
      '400 "exceeds the available context size"',
      400,
      { error: 'request (8192 tokens) exceeds the available context size (4096 tokens), try increasing it' },
      'bad-request',
      { repair: 'window' },
    ),
    refusal('401 of a cloud model', 401, { error: 'unauthorized', signin_url: 'https://ollama.com/connect' }, 'auth', {
      scope: 'model',
    }),
    refusal('402 of a cloud model', 402, { error: 'payment required' }, 'quota', { scope: 'model' }),
    refusal('403 of a cloud model', 403, { error: 'this model requires a subscription' }, 'auth', { scope: 'model' }),
    refusal('429', 429, { error: 'too many requests' }, 'rate-limited'),
    refusal(
      '429 "weekly usage limit"',
      429,
      { error: 'you (me) have reached your weekly usage limit, upgrade' },
      'quota',
      {
        scope: 'model',
      },
    ),
    refusal(
      '499 "aborting load"',
      499,
      { error: 'client connection closed before server finished loading, aborting load' },
      'server',
      {
        scope: 'model',
      },
    ),
    refusal('500', 500, { error: 'something broke' }, 'server'),
    refusal(
      '500 "requires more system memory"',
      500,
      { error: 'model requires more system memory (9 GiB)' },
      'server',
      {
        scope: 'model',
      },
    ),
    refusal(
      '502, its cloud is out of reach',
      502,
      { error: 'Post "https://ollama.com/api/chat": dial tcp' },
      'server',
      {
        scope: 'model',
      },
    ),
    refusal('502, a page of a proxy', 502, '<html>502 Bad Gateway</html>', 'server'),
    refusal(
      '503 "server busy"',
      503,
      { error: 'server busy, please try again.  maximum pending requests exceeded' },
      'overloaded',
    ),
    stream('a line with error, in mid-answer', [text, line({ error: 'something new' })], 'in-stream'),
    stream(
      '"llama runner process has terminated", in mid-answer',
      [text, line({ error: 'llama runner process has terminated' })],
      'server',
      {
        scope: 'model',
      },
    ),
    stream('done_reason stop', [text, done('stop')], 'stop'),
    stream('done_reason length', [text, done('length')], 'length'),
    stream('done_reason load', [done('load')], 'empty'),
    stream('done_reason unload', [done('unload')], 'empty'),
    stream('no line with done', [text], 'stream-cut'),
  ],
};
