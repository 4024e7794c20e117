import OpenAI from 'openai';
import { lacksNewer } from './aiSdk';
import type { Gateway } from '../gateway/gateway';
import type { Host } from '../backend/host';
import { askChat, askResponses } from './chatClient';
import { firstContentMs } from './deadlines';
import { apiKey, type Engine } from './engine';

/** The gateway keeps nothing between two requests: what it shall do comes with each, in a header. */
export function portkey({ origin }: Gateway): Engine {
  return {
    id: 'portkey',
    title: 'Portkey gateway',
    settings: `strategy fallback over all targets, request_timeout ${firstContentMs}, no retries; asked by the openai SDK with maxRetries 0; where A speaks Responses, B and C are asked in it too`,
    lacks: (protocol) =>
      protocol === 'ollama'
        ? 'no client: it asks Ollama on its OpenAI-compatible route, in Chat Completions'
        : lacksNewer(protocol),
    isApart: true,
    open: (hosts) => {
      const client = new OpenAI({ apiKey, baseURL: `${origin}/v1`, maxRetries: 0, logLevel: 'off' });
      const config = { strategy: { mode: 'fallback' }, targets: hosts.map(targetAt) };
      const headers = { 'x-portkey-config': JSON.stringify(config) };
      const ask = hosts[0].protocol === 'responses' ? askResponses : askChat;
      return (question, signal) => ask(client, question, { signal, headers });
    },
  };
}

function targetAt({ protocol, backend }: Host): Readonly<Record<string, unknown>> {
  return {
    provider: protocol === 'anthropic' ? 'anthropic' : 'openai',
    api_key: apiKey,
    custom_host: `${backend.origin}/v1`,
    request_timeout: firstContentMs,
  };
}
