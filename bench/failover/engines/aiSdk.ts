import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { type LanguageModel, streamText, type TextStreamPart, type ToolSet } from 'ai';
import type { Host } from '../host';
import { apiKey, type Engine, model as modelId, type Told } from './engine';

/** The AI SDK by itself: it knows one provider, and asks it again. */
export const aiSdk: Engine = {
  id: 'ai-sdk',
  title: 'AI SDK alone',
  settings: 'defaults (maxRetries 2); asks A only',
  open: ([host]) => {
    const model = modelAt(host);
    return (prompt, abortSignal) => told(streamText({ model, prompt, abortSignal, onError: silent }).stream);
  },
};

export function modelAt({ id, baseUrl, fetch }: Host): Exclude<LanguageModel, string> & { specificationVersion: 'v4' } {
  return createOpenAICompatible({ name: id, baseURL: baseUrl, apiKey, fetch, includeUsage: true }).chatModel(modelId);
}

/** The SDK writes errors to the console where nobody listens. */
export function silent(): void {
  // Told by the stream itself.
}

export async function* told(parts: AsyncIterable<TextStreamPart<ToolSet>>): AsyncGenerator<Told> {
  for await (const part of parts) {
    if (part.type === 'text-delta') yield { type: 'text', text: part.text };
    else if (part.type === 'error') throw new Error('error', { cause: part.error });
    else if (part.type === 'abort') throw new Error('abort');
  }
}
