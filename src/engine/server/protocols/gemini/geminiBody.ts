import * as z from 'zod/mini';
import { asRecord } from '../../../model/text/jsonValue';
import { jsonObject, maybe } from '../body/readBody';

/**
 * The body of a request of the Gemini API, as far as it is served: https://ai.google.dev/api/generate-content. What is not
 * named here is ignored.
 */
const inlineData = z.object({ mimeType: maybe(z.string()), data: z.string() });

const part = z.object({
  text: maybe(z.string()),
  thought: maybe(z.boolean()),
  thoughtSignature: maybe(z.string()),
  inlineData: maybe(inlineData),
  functionCall: maybe(z.object({ id: maybe(z.string()), name: z.string(), args: maybe(jsonObject) })),
  functionResponse: maybe(
    z.object({
      id: maybe(z.string()),
      name: z.string(),
      response: maybe(jsonObject),
      parts: maybe(z.array(z.object({ inlineData: maybe(inlineData) }))),
    }),
  ),
  /** At Google, and what its own tools did. */
  fileData: maybe(z.unknown()),
  executableCode: maybe(z.unknown()),
  codeExecutionResult: maybe(z.unknown()),
});

const content = z.object({ role: maybe(z.string()), parts: maybe(z.union([part, z.array(part)])) });

const declaration = z.object({
  name: z.string(),
  description: maybe(z.string()),
  parameters: maybe(jsonObject),
  parametersJsonSchema: maybe(jsonObject),
});

export const geminiBody = z.object({
  contents: z.array(content),
  systemInstruction: maybe(content),
  /** Each with declarations of functions, or with a tool of Google's. */
  tools: maybe(z.array(z.looseObject({ functionDeclarations: maybe(z.array(declaration)) }))),
  toolConfig: maybe(
    z.object({
      functionCallingConfig: maybe(
        z.object({ mode: maybe(z.string()), allowedFunctionNames: maybe(z.array(z.string())) }),
      ),
    }),
  ),
  generationConfig: maybe(
    z.object({
      maxOutputTokens: maybe(z.int().check(z.positive())),
      temperature: maybe(z.number()),
      stopSequences: maybe(z.array(z.string())),
      responseMimeType: maybe(z.string()),
      responseSchema: maybe(jsonObject),
      responseJsonSchema: maybe(jsonObject),
      thinkingConfig: maybe(z.object({ includeThoughts: maybe(z.boolean()) })),
    }),
  ),
  cachedContent: maybe(z.string()),
});

/** Of a request to count tokens: the contents alone, or a whole request. */
export const countBody = z.object({ contents: z.optional(z.unknown()), generateContentRequest: maybe(z.unknown()) });

export type GeminiBody = z.output<typeof geminiBody>;
export type Content = z.output<typeof content>;
export type Part = z.output<typeof part>;

/** What tools say in their own names stays as it is. */
const opaque = new Set([
  'args',
  'response',
  'parameters',
  'parametersJsonSchema',
  'responseSchema',
  'responseJsonSchema',
]);

/** The API takes `inline_data` as well as `inlineData`. */
export function inCamelCase(body: unknown): unknown {
  if (Array.isArray(body)) return (body as readonly unknown[]).map(inCamelCase);
  const fields = asRecord(body);
  if (!fields) return body;
  const entries = Object.entries(fields).map(([key, value]): [string, unknown] => {
    const name = key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    return [name, opaque.has(name) ? value : inCamelCase(value)];
  });
  return Object.fromEntries(entries);
}
