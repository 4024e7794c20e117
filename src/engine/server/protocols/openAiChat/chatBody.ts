import * as z from 'zod/mini';

const text = z.object({ type: z.enum(['text', 'input_text', 'output_text']), text: z.string() });
const refusal = z.object({ type: z.literal('refusal'), refusal: z.string() });
const image = z.object({ type: z.literal('image_url'), image_url: z.object({ url: z.string() }) });
const texts = z.union([z.string(), z.array(text)]);

const message = z.discriminatedUnion('role', [
  z.object({ role: z.enum(['system', 'developer']), content: texts }),
  z.object({ role: z.literal('user'), content: z.union([z.string(), z.array(z.union([text, image]))]) }),
  z.object({
    role: z.literal('assistant'),
    content: z.nullish(z.union([z.string(), z.array(z.union([text, refusal]))])),
    tool_calls: z.nullish(
      z.array(z.object({ id: z.string(), function: z.object({ name: z.string(), arguments: z.string() }) })),
    ),
  }),
  z.object({ role: z.literal('tool'), tool_call_id: z.string(), content: texts }),
]);

const tool = z.object({
  type: z.literal('function'),
  function: z.object({
    name: z.string(),
    description: z.nullish(z.string()),
    parameters: z.nullish(z.record(z.string(), z.json())),
  }),
});

const toolChoice = z.union([
  z.enum(['auto', 'none', 'required']),
  z.object({ type: z.literal('function'), function: z.object({ name: z.string() }) }),
]);

const responseFormat = z.discriminatedUnion('type', [
  z.object({ type: z.enum(['text', 'json_object']) }),
  z.object({
    type: z.literal('json_schema'),
    json_schema: z.object({
      name: z.string(),
      schema: z.record(z.string(), z.json()),
      strict: z.nullish(z.boolean()),
    }),
  }),
]);

/** -1 means as many as it takes: llama.cpp's and LM Studio's clients say so. */
const count = z.nullish(z.union([z.int().check(z.positive()), z.literal(-1)]));

/** The body of Chat Completions, as far as it is served; other fields are left aside. */
export const chatBody = z.object({
  model: z.string(),
  messages: z.array(message),
  stream: z.nullish(z.boolean()),
  stream_options: z.nullish(z.object({ include_usage: z.nullish(z.boolean()) })),
  tools: z.nullish(z.array(tool)),
  tool_choice: z.nullish(toolChoice),
  response_format: z.nullish(responseFormat),
  max_tokens: count,
  max_completion_tokens: count,
  temperature: z.nullish(z.number()),
  stop: z.nullish(z.union([z.string(), z.array(z.string())])),
  n: z.nullish(z.literal(1)),
});

export type ChatBody = z.infer<typeof chatBody>;
