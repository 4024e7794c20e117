import * as z from 'zod/mini';
import { jsonObject, maybe } from '../body/readBody';

/**
 * The body of a request of the Responses API, as far as it is served: https://platform.openai.com/docs/api-reference/responses.
 * What is not named here is ignored.
 */
const textPart = z.object({ type: z.enum(['input_text', 'output_text', 'text']), text: z.string() });
const imagePart = z.object({ type: z.literal('input_image'), image_url: z.string() });
const refusalPart = z.object({ type: z.literal('refusal'), refusal: z.string() });

const content = z.discriminatedUnion('type', [textPart, imagePart, refusalPart]);
const output = z.union([z.string(), z.array(z.discriminatedUnion('type', [textPart, imagePart]))]);

const custom = z.object({
  type: z.literal('custom'),
  name: z.string(),
  description: maybe(z.string()),
  format: maybe(z.object({ syntax: maybe(z.string()), definition: maybe(z.string()) })),
});

const callable = z.object({
  type: z.literal('function'),
  name: z.string(),
  description: maybe(z.string()),
  parameters: maybe(jsonObject),
});

/** Of a vendor that has them, for an answer that does without. */
const optionalTools = [
  'web_search',
  'web_search_2025_08_26',
  'web_search_preview',
  'web_search_preview_2025_03_11',
  'image_generation',
  'tool_search',
] as const;

const tool = z.discriminatedUnion('type', [
  callable,
  custom,
  z.object({
    type: z.literal('namespace'),
    name: z.string(),
    description: maybe(z.string()),
    tools: z.array(z.discriminatedUnion('type', [callable, custom])),
  }),
  z.object({ type: z.enum(optionalTools) }),
]);

const inNamespace = { name: z.string(), namespace: maybe(z.string()) };

const item = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('message'),
    role: z.enum(['user', 'assistant', 'system', 'developer']),
    content: z.union([z.string(), z.array(content)]),
  }),
  z.object({ type: z.literal('function_call'), call_id: z.string(), arguments: z.string(), ...inNamespace }),
  z.object({ type: z.literal('function_call_output'), call_id: z.string(), output }),
  z.object({ type: z.literal('custom_tool_call'), call_id: z.string(), input: z.string(), ...inNamespace }),
  z.object({ type: z.literal('custom_tool_call_output'), call_id: z.string(), output }),
  z.object({
    type: z.literal('reasoning'),
    summary: maybe(z.array(z.object({ text: z.string() }))),
    content: maybe(z.array(z.object({ text: z.string() }))),
    encrypted_content: maybe(z.string()),
  }),
  z.object({ type: z.literal('additional_tools'), tools: z.array(tool) }),
  // What a vendor's own tool did. The answer that follows tells it.
  z.object({ type: z.enum(['web_search_call', 'image_generation_call', 'tool_search_call', 'tool_search_output']) }),
]);

const named = z.object({ type: z.enum(['function', 'custom']), ...inNamespace });

const choice = z.union([
  z.enum(['none', 'auto', 'required']),
  z.discriminatedUnion('type', [
    named,
    z.object({ type: z.literal('allowed_tools'), mode: z.enum(['auto', 'required']), tools: z.array(named) }),
  ]),
]);

const format = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text') }),
  z.object({ type: z.literal('json_object') }),
  z.object({ type: z.literal('json_schema'), name: z.string(), schema: jsonObject, strict: maybe(z.boolean()) }),
]);

export const responsesBody = z.object({
  model: z.optional(z.string()),
  input: z.union([z.string(), z.array(item)]),
  instructions: maybe(z.string()),
  tools: maybe(z.array(tool)),
  tool_choice: maybe(choice),
  text: maybe(z.object({ format: maybe(format) })),
  reasoning: maybe(z.unknown()),
  max_output_tokens: maybe(z.int().check(z.positive())),
  temperature: maybe(z.number()),
  stream: maybe(z.boolean()),
  store: maybe(z.boolean()),
});

export type ResponsesBody = z.output<typeof responsesBody>;
export type Item = z.output<typeof item>;
export type Content = z.output<typeof content>;
export type Tool = z.output<typeof tool>;
export type Callable = z.output<typeof callable> | z.output<typeof custom>;
