import { FunctionCallingConfigMode, GoogleGenAI, type CallableTool, type GenerateContentConfig } from '@google/genai';
import { type TestEndpoint, token } from '../endpoint';
import { answerSchema, type Asking, type OfficialClient, pathIn, question, readTool, type Told } from './client';

/** It calls tools by itself, which it names automatic function calling. */
export const googleSdk: OfficialClient = {
  name: '@google/genai',
  formats: ['json', 'schema'],
  ask: async (endpoint, asking): Promise<Told> => {
    const { models } = clientAt(endpoint);
    const request = { model: 'auto', contents: question, config: configOf(asking) };
    if (!asking.isStreamed) {
      const response = await models.generateContent(request);
      return { text: response.text ?? '', outputTokens: response.usageMetadata?.candidatesTokenCount };
    }
    let text = '';
    let outputTokens: number | undefined;
    for await (const chunk of await models.generateContentStream(request)) {
      const parts = chunk.candidates?.[0]?.content?.parts ?? [];
      // The result of a tool comes between the answers.
      if (parts.some(({ functionCall, functionResponse }) => functionCall ?? functionResponse)) text = '';
      else text += chunk.text ?? '';
      outputTokens = chunk.usageMetadata?.candidatesTokenCount ?? outputTokens;
    }
    return { text, outputTokens };
  },
  lists: async (endpoint) => {
    const names: string[] = [];
    for await (const { name } of await clientAt(endpoint).models.list()) names.push(name ?? '');
    return names;
  },
  counts: async (endpoint) => {
    const counted = await clientAt(endpoint).models.countTokens({ model: 'auto', contents: question });
    return counted.totalTokens ?? 0;
  },
};

function clientAt({ port }: TestEndpoint): GoogleGenAI {
  return new GoogleGenAI({ apiKey: token, httpOptions: { baseUrl: `http://127.0.0.1:${port}` } });
}

function configOf({ read, toolChoice, format }: Asking): GenerateContentConfig {
  const mode = toolChoice === 'none' ? FunctionCallingConfigMode.NONE : FunctionCallingConfigMode.ANY;
  const allowed = toolChoice === 'named' ? { allowedFunctionNames: [readTool.name] } : {};
  return {
    ...(read ? { tools: [callable(read)] } : {}),
    ...(toolChoice === undefined ? {} : { toolConfig: { functionCallingConfig: { mode, ...allowed } } }),
    ...(format === undefined ? {} : { responseMimeType: 'application/json' }),
    ...(format === 'schema' ? { responseJsonSchema: answerSchema } : {}),
  };
}

function callable(read: NonNullable<Asking['read']>): CallableTool {
  const { name, description, schema: parametersJsonSchema } = readTool;
  return {
    tool: () => Promise.resolve({ functionDeclarations: [{ name, description, parametersJsonSchema }] }),
    callTool: (calls) =>
      Promise.resolve(
        calls.map((call) => ({
          functionResponse: { id: call.id ?? '', name, response: { output: read(pathIn(call.args)) } },
        })),
      ),
  };
}
