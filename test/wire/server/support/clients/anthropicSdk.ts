import Anthropic from '@anthropic-ai/sdk';
import { betaTool } from '@anthropic-ai/sdk/helpers/beta/json-schema';
import { type TestEndpoint, token } from '../endpoint';
import { answerSchema, type Asking, type OfficialClient, pathIn, question, readTool, type Told } from './client';

/** Its tool runner calls the tools and sends their results. */
export const anthropicSdk: OfficialClient = {
  name: '@anthropic-ai/sdk, Messages',
  formats: ['schema'],
  ask: async (endpoint, { isStreamed, read, toolChoice, format }): Promise<Told> => {
    const client = clientAt(endpoint);
    const body = {
      model: 'everpair/auto',
      max_tokens: 500,
      messages: [{ role: 'user' as const, content: question }],
      ...(toolChoice === undefined ? {} : { tool_choice: choices[toolChoice] }),
      ...(format === undefined
        ? {}
        : { output_config: { format: { type: 'json_schema' as const, schema: answerSchema } } }),
    };
    if (!read) {
      const message = isStreamed
        ? await client.messages.stream(body).finalMessage()
        : await client.messages.create(body);
      return told(message);
    }
    const { name, description, schema: inputSchema } = readTool;
    const tools = [betaTool({ name, description, inputSchema, run: (input) => read(pathIn(input)) })];
    if (!isStreamed) return told(await client.beta.messages.toolRunner({ ...body, tools }));
    const runner = client.beta.messages.toolRunner({ ...body, tools, stream: true });
    for await (const stream of runner) await stream.finalMessage();
    return told(await runner.done());
  },
  lists: async (endpoint) => (await clientAt(endpoint).models.list()).data.map(({ id }) => id),
  counts: async (endpoint) => {
    const messages = [{ role: 'user' as const, content: question }];
    return (await clientAt(endpoint).messages.countTokens({ model: 'everpair/auto', messages })).input_tokens;
  },
};

const choices: Readonly<Record<NonNullable<Asking['toolChoice']>, Anthropic.ToolChoice>> = {
  required: { type: 'any' },
  none: { type: 'none' },
  named: { type: 'tool', name: readTool.name },
};

function clientAt({ port }: TestEndpoint): Anthropic {
  return new Anthropic({ baseURL: `http://127.0.0.1:${port}`, apiKey: token, maxRetries: 0 });
}

function told({
  content,
  usage,
}: {
  readonly content: readonly { readonly type: string }[];
  readonly usage: { readonly output_tokens: number };
}): Told {
  const text = content.map((block) => ('text' in block ? String(block.text) : '')).join('');
  return { text, outputTokens: usage.output_tokens };
}
