/** Every wire protocol that A may speak, with what a person calls it. B and C always speak Chat Completions. */
export const protocols = {
  anthropic: 'Anthropic Messages',
  responses: 'OpenAI Responses',
  'chat-completions': 'OpenAI Chat Completions',
  ollama: 'Ollama NDJSON',
  google: 'Google Gemini',
  bedrock: 'Amazon Bedrock Converse',
} as const;

export type Protocol = keyof typeof protocols;

export const allProtocols = Object.keys(protocols) as readonly Protocol[];

/** Where each is asked; a back end tells by the path what it is asked in. */
export const paths: Readonly<Record<Protocol, string>> = {
  anthropic: '/v1/messages',
  responses: '/v1/responses',
  'chat-completions': '/v1/chat/completions',
  ollama: '/api/chat',
  google: '/v1beta/models/bench:streamGenerateContent',
  bedrock: '/model/bench/converse-stream',
};
