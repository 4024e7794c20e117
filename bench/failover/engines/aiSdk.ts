import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { jsonSchema, type LanguageModel, streamText, type TextStreamPart, tool, type ToolSet } from 'ai';
import { createOllama } from 'ai-sdk-ollama';
import type { Host } from '../backend/host';
import type { Protocol } from '../../../tools/wire/protocol';
import type { Question } from '../scenario/questions';
import { apiKey, type Ask, type Engine, model as modelId, type Told, toolDescription, toolSchema } from './engine';

// It knows no model of this name, and would say so with every question.
globalThis.AI_SDK_LOG_WARNINGS = false;

/** The AI SDK by itself: it knows one provider, and asks it again. */
export const aiSdk: Engine = {
  id: 'ai-sdk',
  title: 'AI SDK alone',
  settings: 'defaults (maxRetries 2); asks A only',
  lacks: lacksNewer,
  open: ([host]) => askWith({ model: modelAt(host) }),
};

/** Its packages for these are not installed here. */
export function lacksNewer(protocol: Protocol): string | undefined {
  return protocol === 'google' || protocol === 'bedrock' ? 'not compared' : undefined;
}

type Model = Exclude<LanguageModel, string> & { specificationVersion: 'v4' };

export function modelAt({ id, protocol, origin, fetch }: Host): Model {
  const baseURL = `${origin}/v1`;
  switch (protocol) {
    case 'anthropic':
      return createAnthropic({ baseURL, apiKey, fetch })(modelId);
    case 'responses':
      return createOpenAI({ baseURL, apiKey, fetch }).responses(modelId);
    case 'chat-completions':
      return createOpenAICompatible({ name: id, baseURL, apiKey, fetch, includeUsage: true }).chatModel(modelId);
    case 'ollama':
      return createOllama({ baseURL: origin, fetch })(modelId);
    case 'google':
    case 'bedrock':
      throw new TypeError(`It is not asked in ${protocol}.`);
  }
}

interface Settings {
  readonly model: LanguageModel;
  readonly timeout?: { readonly firstChunkMs: number; readonly chunkMs: number };
}

export function askWith(settings: Settings): Ask {
  return (question, abortSignal) =>
    told(streamText({ ...settings, ...promptOf(question), abortSignal, onError: silent }).stream);
}

export function promptOf({ text, call }: Question): { readonly prompt: string; readonly tools?: ToolSet } {
  if (!call) return { prompt: text };
  const inputSchema = jsonSchema(toolSchema);
  return { prompt: text, tools: { [call.name]: tool({ description: toolDescription, inputSchema }) } };
}

/** Without a listener the SDK writes errors to the console. */
export function silent(): void {
  // Told by the stream itself.
}

export async function* told(parts: AsyncIterable<TextStreamPart<ToolSet>>): AsyncGenerator<Told> {
  for await (const part of parts) {
    if (part.type === 'text-delta') yield { type: 'text', text: part.text };
    // One that is invalid is marked as such, and no caller would run it.
    else if (part.type === 'tool-call' && part.invalid !== true) {
      yield { type: 'call', name: part.toolName, input: part.input as unknown };
    } else if (part.type === 'error') throw new Error('error', { cause: part.error });
    else if (part.type === 'abort') throw new Error('abort');
  }
}
