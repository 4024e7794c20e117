import Anthropic from '@anthropic-ai/sdk';
import { Ollama } from 'ollama/browser';
import OpenAI from 'openai';
import type { Host } from '../backend/host';
import { lacksNewer } from './aiSdk';
import { CallPieces } from './callPieces';
import { askChat, askResponses } from './chatClient';
import { apiKey, type Ask, type Engine, model, toolDescription, toolSchema } from './engine';

/** The protocol's official client with nothing around it: what an engine's own cost is measured against. */
export const bareSdk: Engine = {
  id: 'bare-sdk',
  title: 'Official SDK, bare',
  settings: 'defaults of @anthropic-ai/sdk, openai and ollama (the first two try again twice); asks A only',
  lacks: lacksNewer,
  open: ([host]) => {
    switch (host.protocol) {
      case 'anthropic':
        return askMessages(host);
      case 'responses':
        return (question, signal) => askResponses(openAi(host), question, { signal });
      case 'chat-completions':
        return (question, signal) => askChat(openAi(host), question, { signal });
      case 'ollama':
        return askOllama(host);
      case 'google':
      case 'bedrock':
        throw new TypeError(`It is not asked in ${host.protocol}.`);
    }
  },
};

function openAi({ origin, fetch }: Host): OpenAI {
  return new OpenAI({ apiKey, baseURL: `${origin}/v1`, fetch, logLevel: 'off' });
}

function askMessages({ origin, fetch }: Host): Ask {
  const client = new Anthropic({ apiKey, baseURL: origin, fetch, logLevel: 'off' });
  return async function* ({ text, call }, signal) {
    const tools = call && [{ name: call.name, description: toolDescription, input_schema: toolSchema }];
    const stream = await client.messages.create(
      {
        model,
        max_tokens: 4_096,
        stream: true,
        messages: [{ role: 'user', content: text }],
        ...(tools ? { tools } : {}),
      },
      { signal },
    );
    const pieces = new CallPieces();
    for await (const event of stream) {
      if (event.type === 'content_block_start' && event.content_block.type === 'tool_use') {
        pieces.add(event.content_block.name, '');
      } else if (event.type === 'content_block_delta') {
        if (event.delta.type === 'text_delta') yield { type: 'text', text: event.delta.text };
        if (event.delta.type === 'input_json_delta') pieces.add(undefined, event.delta.partial_json);
      }
    }
    yield* pieces.told();
  };
}

function askOllama({ origin, fetch }: Host): Ask {
  return async function* ({ text, call }, signal) {
    // The client takes no signal; its own `abort` ends all that it has under way.
    const client = new Ollama({ host: origin, fetch });
    signal.addEventListener('abort', () => client.abort(), { once: true });
    const definition = call && { name: call.name, description: toolDescription, parameters: toolSchema };
    const stream = await client.chat({
      model,
      stream: true,
      messages: [{ role: 'user', content: text }],
      ...(definition ? { tools: [{ type: 'function', function: definition }] } : {}),
    });
    for await (const { message } of stream) {
      if (message.content !== '') yield { type: 'text', text: message.content };
      for (const { function: called } of message.tool_calls ?? []) {
        yield { type: 'call', name: called.name, input: called.arguments };
      }
    }
  };
}
