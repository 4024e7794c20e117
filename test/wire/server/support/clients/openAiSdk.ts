import OpenAI from 'openai';
import { type TestEndpoint, token } from '../endpoint';
import { answerSchema, type Asking, type OfficialClient, pathIn, question, readTool, type Told } from './client';

const model = 'everpair/auto';

/** Its runner calls the tools and sends their results. */
export const openAiChatSdk: OfficialClient = {
  name: 'openai, Chat Completions',
  formats: ['json', 'schema'],
  ask: async (endpoint, { isStreamed, read, toolChoice, format }): Promise<Told> => {
    const { completions } = clientAt(endpoint).chat;
    const body = {
      model,
      messages: [{ role: 'user' as const, content: question }],
      ...(toolChoice === undefined ? {} : { tool_choice: chatChoice(toolChoice) }),
      ...(format === undefined ? {} : { response_format: chatFormats[format] }),
    };
    const streamed = { ...body, stream: true as const, stream_options: { include_usage: true } };
    if (!read) {
      const completion = isStreamed
        ? await completions.stream(streamed).finalChatCompletion()
        : await completions.create(body);
      return toldByChat(completion);
    }
    const { name, description, schema: parameters } = readTool;
    const tool = {
      type: 'function' as const,
      function: { name, description, parameters, parse: pathIn, function: read },
    };
    const runner = isStreamed
      ? completions.runTools({ ...streamed, tools: [tool] })
      : completions.runTools({ ...body, tools: [tool] });
    return toldByChat(await runner.finalChatCompletion());
  },
  lists: async (endpoint) => (await clientAt(endpoint).models.list()).data.map(({ id }) => id),
};

/** It has no runner: the loop is that of its documentation. */
export const openAiResponsesSdk: OfficialClient = {
  name: 'openai, Responses',
  formats: ['json', 'schema'],
  ask: async (endpoint, { isStreamed, read, toolChoice, format }): Promise<Told> => {
    const { responses } = clientAt(endpoint);
    const { name, description, schema: parameters } = readTool;
    const tools: OpenAI.Responses.Tool[] = [{ type: 'function', name, description, parameters, strict: true }];
    const input: OpenAI.Responses.ResponseInput = [{ role: 'user', content: question }];
    for (;;) {
      const body = {
        model,
        input,
        store: false,
        ...(read ? { tools } : {}),
        ...(toolChoice === undefined ? {} : { tool_choice: responsesChoice(toolChoice) }),
        ...(format === undefined ? {} : { text: { format: responsesFormats[format] } }),
      };
      const response: OpenAI.Responses.Response = isStreamed
        ? await responses.stream(body).finalResponse()
        : await responses.create(body);
      const calls = response.output.filter((item) => item.type === 'function_call');
      if (!read || calls.length === 0) {
        return { text: response.output_text, outputTokens: response.usage?.output_tokens };
      }
      input.push(...(response.output as OpenAI.Responses.ResponseInput));
      for (const call of calls)
        input.push({ type: 'function_call_output', call_id: call.call_id, output: read(pathIn(call.arguments)) });
    }
  },
};

function clientAt({ url }: TestEndpoint): OpenAI {
  return new OpenAI({ baseURL: url, apiKey: token, maxRetries: 0 });
}

type Choice = NonNullable<Asking['toolChoice']>;

function chatChoice(choice: Choice): OpenAI.ChatCompletionToolChoiceOption {
  return choice === 'named' ? { type: 'function', function: { name: readTool.name } } : choice;
}

function responsesChoice(choice: Choice): 'required' | 'none' | OpenAI.Responses.ToolChoiceFunction {
  return choice === 'named' ? { type: 'function', name: readTool.name } : choice;
}

const chatFormats = {
  json: { type: 'json_object' },
  schema: { type: 'json_schema', json_schema: { name: 'answer', schema: answerSchema, strict: true } },
} as const;

const responsesFormats = {
  json: { type: 'json_object' },
  schema: { type: 'json_schema', name: 'answer', schema: answerSchema, strict: true },
} as const;

function toldByChat({ choices, usage }: OpenAI.ChatCompletion): Told {
  return { text: choices[0]?.message.content ?? '', outputTokens: usage?.completion_tokens };
}
