import OpenAI from 'openai';
import { apiKey, type Engine, model, type Told } from './engine';

/** The official client with nothing around it: what an engine's own cost is measured against. */
export const bareSdk: Engine = {
  id: 'openai-sdk',
  title: 'openai SDK, bare',
  settings: 'maxRetries 0',
  open: ([{ baseUrl, fetch }]) => {
    const client = new OpenAI({ apiKey, baseURL: baseUrl, fetch, maxRetries: 0 });
    return async function* (question, signal): AsyncGenerator<Told> {
      const stream = await client.chat.completions.create(
        {
          model,
          stream: true,
          stream_options: { include_usage: true },
          messages: [{ role: 'user', content: question }],
        },
        { signal },
      );
      for await (const chunk of stream) {
        const text = chunk.choices[0]?.delta.content ?? '';
        if (text !== '') yield { type: 'text', text };
      }
    };
  },
};
