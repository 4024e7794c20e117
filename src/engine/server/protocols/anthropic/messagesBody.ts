import * as z from 'zod/mini';
import { json, jsonObject, maybe } from '../body/readBody';

/**
 * The body of a request of the Messages API, as far as it is served: https://platform.claude.com/docs/en/api/messages.
 * What is not named here is ignored.
 */
const text = z.object({ type: z.literal('text'), text: z.string(), cache_control: z.optional(z.unknown()) });

const image = z.object({
  type: z.literal('image'),
  source: z.discriminatedUnion('type', [
    z.object({ type: z.literal('base64'), data: z.string() }),
    z.object({ type: z.literal('url'), url: z.string() }),
  ]),
});

/** Those that are plain text; the others need a vendor that reads them. */
const document = z.object({
  type: z.literal('document'),
  title: maybe(z.string()),
  source: z.discriminatedUnion('type', [z.object({ type: z.literal('text'), data: z.string() })]),
});

/** A tool whose definition is loaded from here on. */
const toolReference = z.object({ type: z.literal('tool_reference'), tool_name: z.string() });

const resultBlock = z.discriminatedUnion('type', [text, image, document, toolReference]);

const block = z.discriminatedUnion('type', [
  text,
  image,
  document,
  z.object({ type: z.literal('tool_use'), id: z.string(), name: z.string(), input: json }),
  z.object({
    type: z.literal('tool_result'),
    tool_use_id: z.string(),
    content: maybe(z.union([z.string(), z.array(resultBlock)])),
    is_error: maybe(z.boolean()),
  }),
  z.object({ type: z.literal('thinking'), thinking: z.string(), signature: maybe(z.string()) }),
  // Only its own vendor can read it.
  z.object({ type: z.literal('redacted_thinking') }),
]);

const tool = z.object({
  type: maybe(z.string()),
  name: z.string(),
  description: maybe(z.string()),
  input_schema: maybe(jsonObject),
  defer_loading: maybe(z.boolean()),
});

/** From here on a tool may be called, or may not: by its name, or with its definition. */
const changedTool = z.discriminatedUnion('type', [
  z.object({ type: z.literal('tool_reference'), name: z.string() }),
  z.object({ type: z.literal('tool_definition'), definition: tool }),
]);

const instruction = z.discriminatedUnion('type', [
  text,
  z.object({ type: z.literal('tool_addition'), tool: changedTool }),
  z.object({ type: z.literal('tool_removal'), tool: changedTool }),
]);

const message = z.discriminatedUnion('role', [
  z.object({ role: z.literal('user'), content: z.union([z.string(), z.array(block)]) }),
  z.object({ role: z.literal('assistant'), content: z.union([z.string(), z.array(block)]) }),
  z.object({ role: z.literal('system'), content: z.union([z.string(), z.array(instruction)]) }),
]);

const format = z.object({ type: z.literal('json_schema'), schema: jsonObject });

export const messagesBody = z.object({
  model: z.optional(z.string()),
  system: maybe(z.union([z.string(), z.array(text)])),
  messages: z.array(message),
  max_tokens: maybe(z.int().check(z.positive())),
  temperature: maybe(z.number()),
  stop_sequences: maybe(z.array(z.string())),
  stream: maybe(z.boolean()),
  tools: maybe(z.array(tool)),
  tool_choice: maybe(
    z.discriminatedUnion('type', [
      z.object({ type: z.literal('auto') }),
      z.object({ type: z.literal('any') }),
      z.object({ type: z.literal('none') }),
      z.object({ type: z.literal('tool'), name: z.string() }),
    ]),
  ),
  thinking: maybe(z.object({ type: z.string() })),
  output_config: maybe(z.object({ format: maybe(format) })),
  /** Its earlier name. */
  output_format: maybe(format),
  /** A conversation that the vendor holds. */
  thread: maybe(z.unknown()),
});

export type MessagesBody = z.output<typeof messagesBody>;
export type Block = z.output<typeof block>;
export type ResultBlock = z.output<typeof resultBlock>;
export type Instruction = z.output<typeof instruction>;
export type Tool = z.output<typeof tool>;
