/** Every wire protocol that a made-up host may speak, with what a person calls it. */
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
