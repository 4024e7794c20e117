import type { Protocol } from '../../../tools/wire/protocol';

/** Where each protocol is asked; a back end tells by the path what it is asked in. */
export const paths: Readonly<Record<Protocol, string>> = {
  anthropic: '/v1/messages',
  responses: '/v1/responses',
  'chat-completions': '/v1/chat/completions',
  ollama: '/api/chat',
  google: '/v1beta/models/bench:streamGenerateContent',
  bedrock: '/model/bench/converse-stream',
};
