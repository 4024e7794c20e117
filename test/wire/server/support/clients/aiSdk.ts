import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { generateText, isStepCount, jsonSchema, type LanguageModel, Output, streamText, tool } from 'ai';
import { type TestEndpoint, token } from '../endpoint';
import { answerSchema, type Asking, type OfficialClient, question, readTool } from './client';

// It knows no model of this name, and would say so with every question.
globalThis.AI_SDK_LOG_WARNINGS = false;

export const aiSdks: readonly OfficialClient[] = [
  aiSdk('@ai-sdk/openai, Chat Completions', ['json', 'schema'], ({ url }) =>
    createOpenAI({ baseURL: url, apiKey: token }).chat('everpair/auto'),
  ),
  aiSdk('@ai-sdk/openai, Responses', ['json', 'schema'], ({ url }) =>
    createOpenAI({ baseURL: url, apiKey: token }).responses('everpair/auto'),
  ),
  // For a model that it does not know it makes a tool of the form, and says nothing of JSON without a schema.
  aiSdk('@ai-sdk/anthropic', [], ({ url }) => createAnthropic({ baseURL: url, apiKey: token })('everpair/auto')),
];

function aiSdk(
  name: string,
  formats: OfficialClient['formats'],
  modelAt: (endpoint: TestEndpoint) => LanguageModel,
): OfficialClient {
  return {
    name,
    formats,
    ask: async (endpoint, asking) => {
      const settings = { model: modelAt(endpoint), prompt: question, maxRetries: 0, ...settingsOf(asking) };
      if (!asking.isStreamed) {
        const { text, finalStep } = await generateText(settings);
        return { text, outputTokens: finalStep.usage.outputTokens };
      }
      const failures: unknown[] = [];
      const result = streamText({ ...settings, onError: ({ error }) => void failures.push(error) });
      await result.consumeStream();
      if (failures.length > 0) throw failures[0];
      return { text: await result.text, outputTokens: (await result.finalStep).usage.outputTokens };
    },
  };
}

function settingsOf({ read, toolChoice, format }: Asking) {
  const { name, description, schema } = readTool;
  const inputSchema = jsonSchema<{ path: string }>(schema);
  return {
    ...(read
      ? {
          tools: { [name]: tool({ description, inputSchema, execute: ({ path }) => read(path) }) },
          // A choice holds for each step.
          stopWhen: isStepCount(toolChoice === undefined ? 4 : 1),
        }
      : {}),
    ...(toolChoice === undefined
      ? {}
      : { toolChoice: toolChoice === 'named' ? { type: 'tool' as const, toolName: name } : toolChoice }),
    ...(format === undefined
      ? {}
      : { output: format === 'json' ? Output.json() : Output.object({ schema: jsonSchema(answerSchema) }) }),
  };
}
