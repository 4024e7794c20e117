import { chatText, chunk, type Group, refusal, stream } from './row';

const deepSeekError = (message: string) => ({
  error: { message, type: 'invalid_request_error', param: null, code: 'invalid_request_error' },
});

export const deepSeek: Group = {
  title: 'DeepSeek',
  source: 'https://api-docs.deepseek.com/quick_start/error_codes',
  type: 'openai-compatible',
  baseUrl: 'https://api.deepseek.com',
  model: 'deepseek-chat',
  rows: [
    refusal('400', 400, deepSeekError('Bad'), 'bad-request'),
    refusal('400 "Model Not Exist"', 400, deepSeekError('Model Not Exist'), 'model-missing'),
    refusal('400 "Content Exists Risk"', 400, deepSeekError('Content Exists Risk'), 'policy'),
    refusal('401', 401, deepSeekError('Authentication Fails'), 'auth'),
    refusal('402', 402, deepSeekError('Insufficient Balance'), 'quota'),
    refusal('422', 422, deepSeekError('Invalid parameters'), 'bad-request'),
    refusal('429', 429, deepSeekError('Rate Limit Reached'), 'rate-limited'),
    refusal('500', 500, deepSeekError('Server Error'), 'server'),
    refusal('503', 503, deepSeekError('Server Overloaded'), 'overloaded'),
    stream('empty lines and : keep-alive, then nothing', ['\n\n\n: keep-alive\n\n'.repeat(4)], 'empty'),
    stream(
      'empty lines and : keep-alive, then an answer',
      ['\n\n: keep-alive\n\n', chatText, chunk({}, 'stop')],
      'stop',
    ),
    stream(
      'finish_reason insufficient_system_resource',
      [chatText, chunk({}, 'insufficient_system_resource')],
      'overloaded',
    ),
  ],
};
